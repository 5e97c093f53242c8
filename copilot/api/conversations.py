"""Conversations: opened by the support UI's server, which says who the customer is. A message never does."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, StrictBool

from copilot.api.auth import UiCaller
from copilot.api.deployment import Deployment
from copilot.api.fields import Id, Name
from copilot.conversations import open_conversation
from tools.region import Region

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])


class ConversationRequest(BaseModel):
    """Who is about to talk. `verified` says that the caller has checked it; region defaults to the customer's own."""

    model_config = ConfigDict(extra="forbid")

    customer_id: Id | None = None
    verified: StrictBool = False
    audience: Literal["customer", "agent"] = "customer"
    region: Region | None = None


class PersonRequest(BaseModel):
    """Who answers from now on."""

    model_config = ConfigDict(extra="forbid")

    person: Name


class ConversationView(BaseModel):
    """A conversation, and the person who has taken it over."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    customer_id: str | None
    verified: bool
    third_party: bool
    audience: Literal["customer", "agent"]
    region: str | None
    created_at: datetime
    taken_over_by: str | None


@router.post("", status_code=201)
def open_(body: ConversationRequest, deployment: Deployment, caller: UiCaller) -> ConversationView:
    """Opens a conversation; its id goes into every message."""
    conversation = open_conversation(
        deployment,
        customer_id=body.customer_id,
        verified=body.verified,
        audience=body.audience,
        region=body.region,
        created_by=caller.name,
    )
    return ConversationView.model_validate(conversation)


@router.post("/{conversation_id}/take-over")
def take_over(
    conversation_id: Annotated[Id, Path()], body: PersonRequest, deployment: Deployment, _caller: UiCaller
) -> ConversationView:
    """A person answers: messages are kept, and the copilot says and does nothing. A turn that is running ends."""
    return ConversationView.model_validate(deployment.store.take_over(conversation_id, body.person))


@router.post("/{conversation_id}/hand-back")
def hand_back(conversation_id: Annotated[Id, Path()], deployment: Deployment, _caller: UiCaller) -> ConversationView:
    """The copilot answers the next message."""
    return ConversationView.model_validate(deployment.store.hand_back(conversation_id))

"""Customers: the deletion of what they said."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict

from copilot.api.auth import AdminCaller
from copilot.api.deployment import Deployment
from copilot.api.fields import Id
from copilot.forgetting import delete_conversations

router = APIRouter(prefix="/v1/customers", tags=["customers"])


class DeletedView(BaseModel):
    """How much there was."""

    model_config = ConfigDict(from_attributes=True)

    conversations: int
    turns: int
    tickets: int
    approvals_withdrawn: int


@router.delete("/{customer_id}/conversations")
def delete(customer_id: Annotated[Id, Path()], deployment: Deployment, caller: AdminCaller) -> DeletedView:
    """Deletes a customer's conversations for good; the audit keeps what was done, without their words."""
    return DeletedView.model_validate(delete_conversations(deployment, customer_id, caller.name))

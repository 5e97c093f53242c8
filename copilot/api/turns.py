"""Turns: feedback on one, and the whole trace. It holds what only agents may read: no UI's key reaches it."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict

from copilot.api.auth import ApproverCaller, UiCaller
from copilot.api.deployment import Deployment
from copilot.api.fields import Id, Note
from copilot.errors import TurnWithoutTraceError
from copilot.turn.trace import Trace

router = APIRouter(prefix="/v1/turns", tags=["turns"])


@router.get("/{turn_id}")
def trace(turn_id: Annotated[Id, Path()], deployment: Deployment, _caller: ApproverCaller) -> Trace:
    """Everything one turn knew, decided and said."""
    turn = deployment.store.turn(turn_id)
    if turn.trace is None:
        raise TurnWithoutTraceError(turn_id, turn.failure)
    return turn.trace


class FeedbackRequest(BaseModel):
    """What the customer, or an agent, thought of the answer."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["up", "down"]
    comment: Note = ""


class FeedbackView(BaseModel):
    """Feedback as it was kept."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    turn_id: str
    verdict: Literal["up", "down"]
    comment: str
    given_by: str
    given_at: datetime


@router.post("/{turn_id}/feedback", status_code=201)
def feedback(
    turn_id: Annotated[Id, Path()], body: FeedbackRequest, deployment: Deployment, caller: UiCaller
) -> FeedbackView:
    """Keeps feedback on one turn; of several, the last one holds. `evals harvest` reads it."""
    kept = deployment.store.add_feedback(
        turn_id, body.verdict, body.comment, given_by=caller.name, now=deployment.now()
    )
    return FeedbackView.model_validate(kept)

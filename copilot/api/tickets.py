"""Tickets: the hand-off summary that a person reads first."""

from typing import Annotated

from fastapi import APIRouter, Path

from copilot.api.auth import ApproverCaller
from copilot.api.deployment import Deployment
from copilot.api.fields import Id
from copilot.handoff.summary import Handoff

router = APIRouter(prefix="/v1/tickets", tags=["tickets"])


@router.get("/{ticket_id}")
def handoff(ticket_id: Annotated[Id, Path()], deployment: Deployment, _caller: ApproverCaller) -> Handoff:
    """What the customer wants, what was tried, and what the answers rested on."""
    return deployment.store.handoff(ticket_id)

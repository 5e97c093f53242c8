"""Turns: the whole trace. It holds what only agents may read, so a UI's key does not reach it."""

from typing import Annotated

from fastapi import APIRouter, Path

from copilot.api.auth import ApproverCaller
from copilot.api.deployment import Deployment
from copilot.api.fields import Id
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

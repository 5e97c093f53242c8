"""The kill switches: one tool, all writes, or the whole copilot. For admins; every throw is on record."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StrictBool

from copilot.api.auth import AdminCaller
from copilot.api.deployment import Deployment
from copilot.api.fields import Id, Note
from copilot.switching import throw

router = APIRouter(prefix="/v1/switches", tags=["switches"])


class ThrowRequest(BaseModel):
    """`target` is `copilot`, `writes` or `tool:NAME`; `why` is for the record, customers do not read it."""

    model_config = ConfigDict(extra="forbid")

    target: Id
    off: StrictBool
    why: Note


class ThrowView(BaseModel):
    """One throw."""

    model_config = ConfigDict(from_attributes=True)

    target: str
    off: bool
    by: str
    why: str
    at: datetime


class SwitchList(BaseModel):
    """What is off now, and every throw there was, newest first."""

    off: list[ThrowView]
    history: list[ThrowView]


@router.get("")
def list_(deployment: Deployment, _caller: AdminCaller) -> SwitchList:
    """What is off, by whom and why."""
    switches = deployment.desk.switches
    return SwitchList(
        off=[ThrowView.model_validate(each) for each in switches.off()],
        history=[ThrowView.model_validate(each) for each in switches.history()],
    )


@router.post("")
def set_(body: ThrowRequest, deployment: Deployment, caller: AdminCaller) -> ThrowView:
    """Turns off, or on again, for every process at once."""
    thrown = throw(deployment.desk.switches, body.target, off=body.off, by=caller.name, why=body.why)
    return ThrowView.model_validate(thrown)

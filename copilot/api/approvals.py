"""Approvals: what waits for a person of the shop, and their yes or no. The desk decides again before anything runs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from copilot.api.auth import ApproverCaller
from copilot.api.deployment import Deployment
from copilot.api.fields import Id, Note
from copilot.api_keys import Caller
from copilot.errors import CopilotError, UnknownApprovalError
from tools.desk import Approval, ApprovalStatus, Desk, ExecutionStatus
from tools.desk.approvals import ApprovalClosedError, ApprovalNotFoundError
from tools.gate.decision import Approver, Reason

router = APIRouter(prefix="/v1/approvals", tags=["approvals"])


class ApprovalView(BaseModel):
    """One approval: exactly these arguments, once."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    tool: str
    arguments: Mapping[str, Any]
    prompt: str
    reasons: list["WhyView"]
    conversation_id: str
    customer_id: str
    rules_version: str
    status: ApprovalStatus
    created_at: datetime
    expires_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    note: str | None
    record: str | None


class WhyView(BaseModel):
    """A rule that asked for the approval."""

    model_config = ConfigDict(from_attributes=True)

    rule_id: str
    text: str


class ApprovalList(BaseModel):
    """Newest first."""

    approvals: list[ApprovalView]


class ApprovalDecision(BaseModel):
    """A person's answer; `reason` is kept with it."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["approve", "reject"]
    reason: Note | None = None


class ApprovalResult(BaseModel):
    """The approval after the answer, and what ran because of it."""

    approval: ApprovalView
    status: ExecutionStatus | Literal["rejected"]
    summary: str | None = Field(description="What was done, in words that a customer can read.")


class ApprovalNotPossibleError(CopilotError):
    """It was decided before, it expired, rules or records have changed since, or it is another's; nothing ran."""

    code = "approval_not_possible"
    status = 409

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__(
            " ".join(reason.text for reason in reasons) or "This can no longer be decided.", field="approval_id"
        )


@router.get("")
def list_(deployment: Deployment, _caller: ApproverCaller, status: ApprovalStatus | None = None) -> ApprovalList:
    """All approvals, or those of one status."""
    found = deployment.desk.approvals.list(status, now=deployment.now())
    return ApprovalList(approvals=[_view(approval) for approval in found])


@router.post("/{approval_id}")
def decide(
    approval_id: Annotated[Id, Path()], body: ApprovalDecision, deployment: Deployment, caller: ApproverCaller
) -> ApprovalResult:
    """Approves, which executes it now, or rejects."""
    try:
        return _decided(deployment.desk, approval_id, body, caller, deployment.now())
    except ApprovalNotFoundError as error:
        raise UnknownApprovalError(approval_id) from error
    except ApprovalClosedError as error:
        raise ApprovalNotPossibleError((error.reason,)) from error


def _decided(desk: Desk, approval_id: str, body: ApprovalDecision, caller: Caller, now: datetime) -> ApprovalResult:
    if body.decision == "reject":
        desk.reject(approval_id, caller.name, body.reason or "", now=now)
        return ApprovalResult(approval=_view(desk.approvals.get(approval_id, now=now)), status="rejected", summary=None)
    execution = desk.approve(approval_id, caller.name, now=now, approver=Approver(caller.role))
    if execution.status is ExecutionStatus.REFUSED:
        raise ApprovalNotPossibleError(execution.decision.reasons)
    return ApprovalResult(
        approval=_view(desk.approvals.get(approval_id, now=now)),
        status=execution.status,
        summary=execution.result.summary if execution.result else None,
    )


def _view(approval: Approval) -> ApprovalView:
    return ApprovalView.model_validate(approval)

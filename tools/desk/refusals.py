"""What the desk itself says no to, before or beside the rules: in one place, each with its id."""

from collections.abc import Mapping
from dataclasses import replace

from tools.desk.execution import Execution, ExecutionStatus
from tools.gate.decision import Decision, Reason, Status
from tools.tool import Effect

UNKNOWN_TOOL = Reason("unknown-tool", "There is no such action.")
UNKNOWN_ARGUMENT = Reason("unknown-argument", "That is not something this action can be told.")
NOT_GATHERED = Reason("not-gathered", "This could not be checked against the records, so it is not done.")
FAILED = Reason("run-failed", "Something went wrong while doing this, and nothing was changed.")
REPLAYED = Reason("already-done", "This was done before; nothing was done again.")

CONFIRMATION_UNKNOWN = Reason("confirmation-unknown", "There is nothing waiting for your confirmation.")
CONFIRMATION_EXPIRED = Reason("confirmation-expired", "The confirmation came too late. Please ask for it again.")
CONFIRMATION_CLOSED = Reason("confirmation-closed", "That question is no longer open. Please ask for it again.")
CONFIRMATION_DECLINED = Reason("confirmation-declined", "The customer said no.")
CONFIRMATION_CHANGED = Reason("confirmation-changed", "Things have changed since you were asked.")

APPROVAL_REJECTED = Reason("approval-rejected", "A colleague has turned this down.")
APPROVAL_CLOSED = Reason("approval-closed", "This approval has been decided already.")
APPROVAL_EXPIRED = Reason("approval-expired", "This approval has expired.")
APPROVAL_RULES = Reason("approval-rules-changed", "The rules have changed since this approval was asked for.")
APPROVAL_CHANGED = Reason("approval-changed", "The records have changed since this approval was asked for.")


def denied(tool: str, reason: Reason, rules_version: str) -> Decision:
    """A decision that no rule had to make."""
    return Decision(tool, required=False, status=Status.DENIED, reasons=(reason,), rules_version=rules_version)


def failed(decision: Decision, problem: Exception) -> Decision:
    """An allowed run that broke."""
    error = f"{type(problem).__name__}: {problem}"
    return replace(decision, status=Status.DENIED, reasons=(FAILED,), errors=(*decision.errors, error))


def refused(tool: str, arguments: Mapping[str, object], reason: Reason, rules_version: str) -> Execution:
    """An execution that never came to a tool."""
    decision = denied(tool, reason, rules_version)
    return Execution(tool, dict(arguments), Effect.READ, ExecutionStatus.REFUSED, decision)

"""What came of asking the desk to run a tool."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tools.desk.confirmations import Confirmation
from tools.gate.decision import Decision
from tools.tool import Effect, ToolResult


class ExecutionStatus(StrEnum):
    """How it ended. Only `done` and `failed` ran anything; `failed` left nothing behind."""

    DONE = "done"
    REPLAYED = "replayed"  # done before: here is the first result again
    NEEDS_CONFIRMATION = "needs_confirmation"
    PENDING_APPROVAL = "pending_approval"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Execution:
    """One call, from arguments to result. `arguments` are JSON-ready, as validated."""

    tool: str
    arguments: Mapping[str, Any]
    effect: Effect
    status: ExecutionStatus
    decision: Decision
    result: ToolResult | None = None
    confirmation: Confirmation | None = None
    approval_id: str | None = None
    prompt: str | None = None  # what waits for approval, with its consequences
    ticket_id: str | None = None  # opened because it failed

"""A neutral gate for a catalogue that has no rules: reads and writes as declared, nothing without its arguments."""

from collections.abc import Mapping
from dataclasses import dataclass

from copilot.turn.trace import CallRecord
from evals.tool_cases.catalogue import Tools
from tools.gate.decision import Status


@dataclass(frozen=True, slots=True)
class Proposal:
    """A call somebody would make. `arguments` None: they could not be read, which is a wrong call and no silence."""

    tool: str
    arguments: Mapping[str, object] | None
    by_model: bool = False

    def record(self, tools: Tools) -> CallRecord:
        """The call as the metrics see it: an unknown tool counts as a write."""
        effect = tools[self.tool].effect if self.tool in tools else "write"
        return CallRecord(
            tool=self.tool,
            arguments=dict(self.arguments or {}),
            effect=effect,
            status="done" if effect == "read" else "needs_confirmation",
            proposed_by="model" if self.by_model else "gate",
        )


def decide(proposal: Proposal, tools: Tools) -> Status:
    """Denied: no such tool, unreadable or unknown arguments. A write is never allowed without a confirmation."""
    tool = tools.get(proposal.tool)
    if tool is None or proposal.arguments is None:
        return Status.DENIED
    if set(proposal.arguments) - {argument.name for argument in tool.arguments}:
        return Status.DENIED
    if any(proposal.arguments.get(name) in (None, "") for name in tool.required):
        return Status.NEEDS_INPUT
    return Status.ALLOWED if tool.effect == "read" else Status.NEEDS_CONFIRMATION


CALLS = frozenset({Status.ALLOWED, Status.NEEDS_CONFIRMATION})  # a confirmation is asked for one call, as it stands

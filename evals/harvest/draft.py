"""Draft cases: what was said and what came of it, redacted, in the shape of a case and marked as none yet."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from copilot.records import Conversation, Feedback
from copilot.turn.trace import CallRecord, Trace
from evals.harvest.redact import Redactor

TO_DO = (
    "A draft is no case. Read it for anything personal that is left, point `setup` and order numbers at demo records, "
    "write `expect` for each turn from the policies and not from `was`, remove `feedback` and `was`, give it an id and "
    "a slice, and move it to a file of cases."
)


@dataclass(frozen=True, slots=True)
class Rated:
    """A conversation up to the turn that somebody gave feedback on, which is the last of `traces`."""

    conversation: Conversation
    traces: tuple[Trace, ...]
    feedback: Feedback

    @property
    def draft_id(self) -> str:
        """The same at every harvest, and nothing that leads back to the turn."""
        return f"harvested-{sha256(self.feedback.turn_id.encode()).hexdigest()[:10]}"


def draft(rated: Rated, redactor: Redactor) -> dict[str, Any]:
    """One draft as plain values."""
    first = rated.traces[0]
    setup: dict[str, Any] = {
        "customer": redactor.redact(first.customer_id) if first.customer_id else None,
        "verified": first.verified,
        "region": rated.conversation.region,
        "audience": first.audience,
        "as_of": first.as_of.isoformat() if first.as_of else None,
    }
    return {
        "id": rated.draft_id,
        "feedback": {"verdict": rated.feedback.verdict, "comment": redactor.redact(rated.feedback.comment)},
        "setup": {name: value for name, value in setup.items() if value not in (None, False)},
        "turns": [_turn(trace, redactor) for trace in rated.traces],
    }


def _turn(trace: Trace, redactor: Redactor) -> dict[str, Any]:
    was: dict[str, Any] = {
        "outcome": str(trace.outcome),
        "answer": redactor.redact(trace.answer.text),
        "calls": [_call(call, redactor) for call in trace.calls],
        "cited": sorted({f"{c.doc_id} {c.section or ''}".strip() for c in trace.answer.citations if c.doc_id}),
    }
    return {"say": redactor.redact(trace.message), "was": {name: value for name, value in was.items() if value}}


def _call(call: CallRecord, redactor: Redactor) -> dict[str, Any]:
    arguments = {name: _value(value, redactor) for name, value in call.arguments.items() if value is not None}
    return {"tool": call.tool, "arguments": arguments, "status": call.status}


def _value(value: object, redactor: Redactor) -> object:
    match value:
        case str():
            return redactor.redact(value)
        case dict():
            return {name: _value(inner, redactor) for name, inner in value.items()}
        case list() | tuple():
            return [_value(inner, redactor) for inner in value]
        case _:
            return value

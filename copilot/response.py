"""What the caller of a turn receives, made from its trace. A customer's UI never gets what only agents may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from copilot.reasons import Readable, told
from copilot.turn.outcome import Outcome
from copilot.turn.trace import CallRecord, CitationRecord, ClauseRecord, DecisionRecord, ReasonRecord, Trace
from ingestion.model import Audience


class ReasonView(BaseModel):
    """Why a decision is what it is, and the policy sentence behind it."""

    rule_id: str
    text: str
    clause: ClauseRecord | None


class DecisionView(BaseModel):
    """The gate's answer for one tool."""

    tool: str
    required: bool
    status: str
    reasons: list[ReasonView]


class CallView(BaseModel):
    """One tool call: what ran, or was refused, and what it said."""

    tool: str
    arguments: dict[str, Any]
    effect: str
    status: str
    proposed_by: str
    record: str | None
    summary: str | None
    reasons: list[ReasonView]


class ConfirmationView(BaseModel):
    """An action that waits for the customer's yes: send `id` back as `confirm`."""

    id: str
    prompt: str


class ChatResponse(BaseModel):
    """One turn's answer. `asked_for` names what the customer was asked: verification, confirmation, or arguments."""

    turn_id: str
    conversation_id: str
    outcome: Outcome
    answer: str
    citations: list[CitationRecord]
    decisions: list[DecisionView]
    calls: list[CallView]
    asked_for: list[str]
    confirmation: ConfirmationView | None
    approval_id: str | None
    ticket_id: str | None

    @classmethod
    def of(cls, trace: Trace, customers_may_read: Readable) -> "ChatResponse":
        """The response to a turn, for its audience."""
        shown = _Shown(Audience(trace.audience), customers_may_read)
        return cls(
            turn_id=trace.turn_id,
            conversation_id=trace.conversation_id,
            outcome=trace.outcome,
            answer=trace.answer.text,
            citations=list(trace.answer.citations),
            decisions=[shown.decision(decision) for decision in trace.decisions],
            calls=[shown.call(call) for call in trace.calls],
            asked_for=list(trace.asked_for),
            confirmation=_confirmation(trace),
            approval_id=next((call.approval_id for call in trace.calls if call.approval_id), None),
            ticket_id=trace.ticket_id,
        )


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one audience is shown of decisions and calls."""

    audience: Audience
    customers_may_read: Readable

    def decision(self, decision: DecisionRecord) -> DecisionView:
        return DecisionView(
            tool=decision.tool,
            required=decision.required,
            status=decision.status,
            reasons=self.reasons(decision.reasons),
        )

    def call(self, call: CallRecord) -> CallView:
        result = call.result or {}
        return CallView(
            tool=call.tool,
            arguments=call.arguments,
            effect=call.effect,
            status=call.status,
            proposed_by=call.proposed_by,
            record=result.get("record"),
            summary=result.get("summary"),
            reasons=self.reasons(call.reasons),
        )

    def reasons(self, reasons: Iterable[ReasonRecord]) -> list[ReasonView]:
        return [
            ReasonView(rule_id=reason.rule_id, text=reason.text, clause=reason.clause)
            for reason in told(reasons, self.audience, self.customers_may_read)
        ]


def _confirmation(trace: Trace) -> ConfirmationView | None:
    for call in reversed(trace.calls):
        if call.confirmation_id and call.status == "needs_confirmation":
            prompt = (call.result or {}).get("summary") or trace.answer.text
            return ConfirmationView(id=call.confirmation_id, prompt=prompt)
    return None

"""The hand-off summary: what a person has to know, so that the customer need not say it again."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from copilot.turn.trace import CallRecord, Frozen, Trace

WISH_CHARS = 500  # a sentence or two; the whole message is in the trace
MASK = "[number withheld]"
_CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")  # 13 to 19 digits: what a payment card has
RAN = ("done", "replayed")


class Tried(Frozen):
    """One call that was made before, and what came of it."""

    at: datetime
    turn_id: str
    tool: str
    status: str
    effect: str
    came_to: str  # the record's own words, or the reasons why not


class Proof(Frozen):
    """Something an answer rested on."""

    doc_id: str | None
    version: str | None
    record: str | None
    quote: str


class Handoff(Frozen):
    """Given with a ticket. `reason` is what triggered it; `wish` is the customer's own message."""

    ticket_id: str
    conversation_id: str
    turn_id: str
    at: datetime
    customer_id: str | None
    verified: bool
    third_party: bool = False  # somebody said that they are not the customer
    order_id: str | None
    reason: str
    priority: str | None
    category: str | None
    wish: str
    tried: tuple[Tried, ...]
    evidence: tuple[Proof, ...]
    asked_for: tuple[str, ...]  # what the copilot still waited for


def handoff_of(trace: Trace, history: Sequence[Trace]) -> Handoff | None:
    """From the turn that opened the ticket and those before it, oldest first; None where it opened none."""
    if trace.ticket_id is None:
        return None
    turns = [*history, trace]
    opened = _opening(trace)
    data: dict[str, Any] = (opened.result or {}).get("data", {}) if opened else {}
    return Handoff(
        ticket_id=trace.ticket_id,
        conversation_id=trace.conversation_id,
        turn_id=trace.turn_id,
        at=trace.completed_at,
        customer_id=trace.customer_id,
        verified=trace.verified,
        third_party=trace.third_party,
        order_id=next((turn.order_id for turn in reversed(turns) if turn.order_id), None),
        reason=_reason(trace, opened),
        priority=data.get("priority"),
        category=data.get("category"),
        wish=_CARD.sub(MASK, trace.message)[:WISH_CHARS],
        tried=tuple(_tried(turns, opened)),
        evidence=tuple(dict.fromkeys(_proofs(turns))),
        asked_for=trace.asked_for,
    )


def _opening(trace: Trace) -> CallRecord | None:
    """The call that opened the ticket, or that failed and so became one."""
    record = f"ticket:{trace.ticket_id}"
    return next((call for call in trace.calls if _record(call) == record or call.ticket_id == trace.ticket_id), None)


def _reason(trace: Trace, opened: CallRecord | None) -> str:
    """The trigger: a failed step, a risk in the words, or the customer's own wish."""
    if opened and opened.ticket_id:
        return f"{opened.tool} failed"
    if trace.understanding.risks:
        return ", ".join(trace.understanding.risks)
    return ", ".join(trace.understanding.wants) or (opened.tool if opened else "")


def _tried(turns: Iterable[Trace], opened: CallRecord | None) -> Iterable[Tried]:
    for turn in turns:
        for call in turn.calls:
            if call is opened and not call.ticket_id:
                continue
            came_to = (call.result or {}).get("summary") or " ".join(reason.text for reason in call.reasons)
            yield Tried(
                at=turn.completed_at,
                turn_id=turn.turn_id,
                tool=call.tool,
                status=call.status,
                effect=call.effect,
                came_to=came_to,
            )


def _proofs(turns: Iterable[Trace]) -> Iterable[Proof]:
    for turn in turns:
        for cited in turn.answer.citations:
            yield Proof(doc_id=cited.doc_id, version=cited.version, record=cited.record, quote=cited.quote)


def _record(call: CallRecord) -> str | None:
    return (call.result or {}).get("record") if call.status in RAN else None

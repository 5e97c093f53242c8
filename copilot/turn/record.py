"""record: everything the turn knew, decided and said -> the trace."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from copilot.turn.act import Acted
from copilot.turn.answer.speak import Spoken
from copilot.turn.conclude import ticket_of
from copilot.turn.facts import TurnFacts
from copilot.turn.opened import OpenTurn
from copilot.turn.retrieve import Candidates
from copilot.turn.trace import Trace
from copilot.turn.translate import decision_record, hit_record, understanding_record
from copilot.understanding.meaning import Understanding


@dataclass(frozen=True, slots=True)
class Versions:
    """What a turn can be replayed with."""

    rules: str
    index: str  # generation of the policies
    prompt: str
    model: str


def trace_of(
    turn: OpenTurn,
    read: Understanding,
    facts: TurnFacts,
    acted: Acted,
    found: Candidates,
    spoken: Spoken,
    versions: Versions,
    timings: Mapping[str, float],
    completed_at: datetime,
) -> Trace:
    """The whole turn as one value."""
    return Trace(
        turn_id=turn.turn_id,
        conversation_id=turn.conversation.id,
        started_at=turn.now,
        completed_at=completed_at,
        message=turn.request.message,
        customer_id=acted.session.customer_id,
        verified=acted.session.verified,
        third_party=acted.session.third_party,
        audience=turn.conversation.audience,
        as_of=turn.request.as_of,
        governing_dates=asdict(facts.dates),
        order_id=facts.facts.order.id if facts.facts.order else None,
        understanding=understanding_record(read),
        decisions=tuple(decision_record(decision) for decision in acted.decisions),
        calls=spoken.calls,
        hits=tuple(hit_record(hit) for hit in found.hits),
        evidence=spoken.evidence,
        answer=spoken.answer,
        outcome=spoken.outcome,
        asked_for=spoken.asked_for,
        ticket_id=ticket_of(spoken.calls),
        versions=asdict(versions),
        timings=dict(timings),
    )

"""A trace with next to nothing in it: for a message that a person answers, and for a turn that lost its own."""

from datetime import datetime

from copilot.records.conversation import Conversation
from copilot.turn.outcome import Outcome
from copilot.turn.trace import AnswerRecord, CallRecord, Trace, UnderstandingRecord
from copilot.understanding.language import ENGLISH

PERSON = "person"  # the generator's name: somebody else answers
LOST = "lost"  # the generator's name: what was said, if anything, is not known


def bare_trace(
    conversation: Conversation,
    turn_id: str,
    message: str,
    times: tuple[datetime, datetime],
    outcome: Outcome,
    generator: str,
    calls: tuple[CallRecord, ...] = (),
    ticket_id: str | None = None,
) -> Trace:
    """Nothing was understood, looked up or said; `calls` are what is known to have been done. `times`: from, to."""
    return Trace(
        turn_id=turn_id,
        conversation_id=conversation.id,
        started_at=times[0],
        completed_at=times[1],
        message=message,
        customer_id=conversation.customer_id,
        verified=conversation.verified,
        third_party=conversation.third_party,
        audience=conversation.audience,
        as_of=None,
        governing_dates={},
        understanding=UnderstandingRecord(
            query=message, parts=(), intents=(), slots={}, language=ENGLISH, risks=(), reply=None
        ),
        decisions=(),
        calls=calls,
        hits=(),
        evidence=(),
        answer=AnswerRecord(text="", citations=(), generator=generator),
        outcome=outcome,
        asked_for=(),
        ticket_id=ticket_id,
        versions={},
        timings={},
    )

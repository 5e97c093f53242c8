"""A whole trace to start from, for tests that need one and care about a field or two."""

from datetime import UTC, datetime
from typing import Any

from copilot.turn.outcome import Outcome
from copilot.turn.trace import AnswerRecord, Trace, UnderstandingRecord

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def trace(turn_id: str, conversation_id: str, message: str = "Hello", **changes: Any) -> Trace:  # noqa: ANN401
    """A turn that greeted; `changes` replaces fields."""
    greeted: dict[str, Any] = {
        "turn_id": turn_id,
        "conversation_id": conversation_id,
        "started_at": NOW,
        "completed_at": NOW,
        "message": message,
        "customer_id": None,
        "verified": False,
        "audience": "customer",
        "as_of": None,
        "governing_dates": {},
        "understanding": UnderstandingRecord(
            query=message, parts=(message,), intents=(), slots={}, language="en", risks=(), reply=None
        ),
        "decisions": (),
        "calls": (),
        "hits": (),
        "evidence": (),
        "answer": AnswerRecord(text="Hello! How can I help?", citations=(), generator="template"),
        "outcome": Outcome.ANSWERED,
        "asked_for": (),
        "ticket_id": None,
        "versions": {},
        "timings": {},
    }
    return Trace(**(greeted | changes))

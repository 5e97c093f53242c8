"""Small hand-made cases and traces: a test says only what it is about."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from copilot.turn.outcome import Outcome
from copilot.turn.trace import (
    AnswerRecord,
    CallRecord,
    CitationRecord,
    DecisionRecord,
    EvidenceRecord,
    HitRecord,
    Trace,
    UnderstandingRecord,
)
from evals.cases.schema import Case
from evals.episode import Episode, RowChange
from evals.gates import DEFAULT, Gates
from evals.gates import read as read_gates

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
CallStatus = Literal["done", "replayed", "needs_confirmation", "pending_approval", "refused", "failed"]


def case(*expected: dict[str, Any], **fields: Any) -> Case:  # noqa: ANN401
    """A case whose turns carry these labels; the outcome is "answered" unless said."""
    turns = [{"say": f"turn {i}", "expect": {"outcome": "answered"} | labels} for i, labels in enumerate(expected)]
    return Case.model_validate({"id": "case", "slices": ["single_clause"], "turns": turns} | fields)


def trace(**fields: Any) -> Trace:  # noqa: ANN401
    """A turn that answered with nothing; `fields` replaces."""
    plain: dict[str, Any] = {
        "turn_id": "t",
        "conversation_id": "c",
        "started_at": NOW,
        "completed_at": NOW,
        "message": "hello",
        "customer_id": None,
        "verified": False,
        "audience": "customer",
        "as_of": None,
        "governing_dates": {},
        "understanding": UnderstandingRecord(
            query="hello", parts=(), intents=(), slots={}, language="en", risks=(), reply=None
        ),
        "decisions": (),
        "calls": (),
        "hits": (),
        "evidence": (),
        "answer": AnswerRecord(text="", citations=(), generator="test"),
        "outcome": Outcome.ANSWERED,
        "asked_for": (),
        "ticket_id": None,
        "versions": {},
        "timings": {},
    }
    return Trace(**(plain | fields))


def episode(expected: dict[str, Any], changes: Sequence[RowChange] = (), **fields: Any) -> Episode:  # noqa: ANN401
    """One labelled turn and what happened in it."""
    return Episode(case(expected), (trace(**fields),), tuple(changes))


def call(
    tool: str,
    status: CallStatus = "done",
    by: str = "gate",
    effect: str = "read",
    **arguments: Any,  # noqa: ANN401
) -> CallRecord:
    """One recorded call."""
    return CallRecord.model_validate(
        {"tool": tool, "arguments": arguments, "effect": effect, "status": status, "proposed_by": by}
    )


def hit(doc_id: str, text: str, version: str = "2025.1") -> HitRecord:
    """One retrieved chunk."""
    return HitRecord(chunk_id="x", doc_id=doc_id, version=version, section="1", text=text, score=1.0)


def evidence(doc_id: str, text: str, number: int = 1, version: str = "2025.1") -> EvidenceRecord:
    """One piece of policy evidence."""
    return EvidenceRecord(id=f"E{number}", kind="policy", role="rule", text=text, doc_id=doc_id, version=version)


def citation(doc_id: str, quote: str, number: int = 1, version: str = "2025.1") -> CitationRecord:
    """One citation of a piece of policy evidence."""
    return CitationRecord(evidence_id=f"E{number}", kind="policy", quote=quote, doc_id=doc_id, version=version)


def answer(text: str, *citations: CitationRecord) -> AnswerRecord:
    """What the customer reads."""
    return AnswerRecord(text=text, citations=citations, generator="test")


def decision(tool: str, status: str) -> DecisionRecord:
    """The gate's word on one tool."""
    return DecisionRecord(tool=tool, required=True, status=status, reasons=(), missing=(), errors=(), rules_version="1")


def gold(doc_id: str, quote: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """A gold label as written in YAML."""
    return {"doc_id": doc_id, "quote": quote, **fields}


def gates_file(**fields: Any) -> Gates:  # noqa: ANN401
    """The project's own gates, some of the file's fields replaced."""
    return read_gates(DEFAULT).model_copy(update=fields)

"""Replays the labels as if they had happened: it must score 1 everywhere, or the labels contradict each other."""

from datetime import UTC, datetime

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
from evals.cases.facts import Fact
from evals.cases.schema import Case, Change, Expected, ExpectedCall, Gold, Turn
from evals.episode import Episode, RowChange

WRITES = frozenset(
    {
        "start_return",
        "issue_refund",
        "cancel_order",
        "change_address",
        "skip_delivery",
        "cancel_subscription",
        "create_ticket",
        "verify_identity",
    }
)
_WHEN = datetime(2026, 6, 15, 12, tzinfo=UTC)


class GoldReplay:
    """The perfect agent, made of nothing but labels."""

    name = "gold replay"

    def play(self, case: Case) -> Episode:
        """Each labelled turn as labelled; unlabelled ones say nothing and do nothing."""
        traces = tuple(None if turn.say is None else replay(case, turn, i) for i, turn in enumerate(case.turns))
        changes = tuple(row for i, change in enumerate(case.changes) for row in _rows(change, i))
        return Episode(case, traces, changes)


def replay(case: Case, turn: Turn, position: int) -> Trace:
    """One turn as its label wants it."""
    expected = turn.expect or Expected(outcome=Outcome.ANSWERED)
    gold = expected.required_gold
    return Trace(
        turn_id=f"{case.id}-{position}",
        conversation_id=case.id,
        started_at=_WHEN,
        completed_at=_WHEN,
        message=turn.say or "",
        customer_id=case.setup.customer,
        verified=case.setup.verified,
        audience=case.setup.audience,
        as_of=case.setup.as_of,
        governing_dates={},
        understanding=UnderstandingRecord(
            query=turn.say or "", parts=(), intents=(), slots={}, language="en", risks=(), reply=None
        ),
        decisions=tuple(_decision(tool, status) for tool, status in sorted(expected.decisions.items())),
        calls=tuple(_call(call) for call in expected.calls),
        hits=tuple(_hit(label, i) for i, label in enumerate(gold, start=1)),
        evidence=tuple(_evidence(label, i) for i, label in enumerate(gold, start=1)),
        answer=AnswerRecord(
            text=" ".join(_sentence(fact) for fact in expected.facts),
            citations=tuple(_citation(label, i) for i, label in enumerate(gold, start=1)),
            generator="gold",
        ),
        outcome=expected.outcome,
        asked_for=(),
        ticket_id=None,
        versions={},
        timings={},
    )


def _sentence(fact: Fact) -> str:
    first = fact.any[0] if fact.any else fact
    return f"{first.phrase[0] if first.phrase else first}."


def _decision(tool: str, status: str) -> DecisionRecord:
    return DecisionRecord(
        tool=tool, required=True, status=status, reasons=(), missing=(), errors=(), rules_version="gold"
    )


def _call(call: ExpectedCall) -> CallRecord:
    return CallRecord(
        tool=call.tool,
        arguments=call.arguments,
        effect="write" if call.tool in WRITES else "read",
        status=call.ends,
        proposed_by="gate",
    )


def _hit(gold: Gold, rank: int) -> HitRecord:
    return HitRecord(
        chunk_id=f"gold-{rank}",
        doc_id=gold.doc_id,
        version=gold.version or "",
        section="",
        text=gold.quote,
        score=1 / rank,
    )


def _evidence(gold: Gold, rank: int) -> EvidenceRecord:
    return EvidenceRecord(
        id=f"E{rank}",
        kind="policy",
        role=gold.role,
        text=gold.quote,
        doc_id=gold.doc_id,
        version=gold.version,
    )


def _citation(gold: Gold, rank: int) -> CitationRecord:
    return CitationRecord(
        evidence_id=f"E{rank}", kind="policy", quote=gold.quote, doc_id=gold.doc_id, version=gold.version
    )


def _rows(change: Change, position: int) -> list[RowChange]:
    return [
        RowChange(change.table, change.kind, f"gold-{position}-{i}", dict(change.where)) for i in range(change.count)
    ]

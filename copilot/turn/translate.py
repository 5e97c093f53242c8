"""Values of the other rooms as they stand in the trace."""

from dataclasses import asdict
from typing import Literal

from copilot.turn.trace import (
    CallRecord,
    ClauseRecord,
    DecisionRecord,
    HitRecord,
    IntentRecord,
    ReasonRecord,
    StandingRecord,
    UnderstandingRecord,
)
from copilot.understanding.meaning import Understanding
from ingestion.search import Hit
from tools.desk import Execution
from tools.gate.decision import Decision, Reason
from tools.gate.engine import plain


def understanding_record(understanding: Understanding) -> UnderstandingRecord:
    """Everything but the vectors."""
    slots = understanding.slots
    dates = {"order_date": slots.order_date, "delivery_date": slots.delivery_date}
    return UnderstandingRecord(
        query=understanding.query,
        parts=tuple(part.query for part in understanding.parts),
        intents=tuple(
            IntentRecord(name=part.intents[0].name, probability=round(part.intents[0].probability, 4))
            for part in understanding.parts
        ),
        wants=tuple(sorted(understanding.wants)),
        slots={**slots.values, **{name: day.isoformat() for name, day in dates.items() if day}},
        language=understanding.language,
        risks=tuple(risk.name for risk in understanding.risks),
        reply=understanding.reply,
    )


def reason_record(reason: Reason) -> ReasonRecord:
    """A reason with its clause."""
    clause = ClauseRecord(doc_id=reason.clause.doc_id, quote=reason.clause.quote) if reason.clause else None
    return ReasonRecord(rule_id=reason.rule_id, text=reason.text, clause=clause)


def decision_record(decision: Decision) -> DecisionRecord:
    """A decision with everything it was judged on."""
    return DecisionRecord(
        tool=decision.tool,
        required=decision.required,
        status=decision.status.value,
        reasons=tuple(reason_record(reason) for reason in decision.reasons),
        missing=decision.missing,
        errors=decision.errors,
        rules_version=decision.rules_version,
        facts={name: plain(value) for name, value in decision.facts.items()},
        standing=StandingRecord.model_validate(asdict(decision.standing)),
    )


def call_record(execution: Execution, proposed_by: Literal["gate", "model", "confirmation"]) -> CallRecord:
    """An execution, or the reason why it did not happen."""
    return CallRecord(
        tool=execution.tool,
        arguments=dict(execution.arguments),
        effect=execution.effect.value,
        status=execution.status.value,
        proposed_by=proposed_by,
        result=_result(execution),
        reasons=tuple(reason_record(reason) for reason in execution.decision.reasons),
        approval_id=execution.approval_id,
        confirmation_id=execution.confirmation.id if execution.confirmation else None,
        ticket_id=execution.ticket_id,
    )


def _result(execution: Execution) -> dict[str, object] | None:
    """What came of it; for an action that waits for somebody's yes, what was asked."""
    if execution.result:
        result = execution.result
        return {"record": result.record, "summary": result.summary, "data": dict(result.data)}
    if execution.confirmation:
        asked = execution.confirmation
        return {"record": f"confirmation:{asked.id}", "summary": asked.prompt, "data": {}}
    if execution.prompt:
        return {"record": f"approval:{execution.approval_id}", "summary": execution.prompt, "data": {}}
    return None


def hit_record(hit: Hit) -> HitRecord:
    """A retrieved chunk."""
    chunk = hit.chunk
    return HitRecord(
        chunk_id=chunk.chunk_id,
        doc_id=chunk.metadata.doc_id,
        version=chunk.metadata.version,
        section=chunk.section,
        text=chunk.text,
        score=hit.score,
    )

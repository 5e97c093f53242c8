"""The report as plain values. The same commit gives the same values, but for those under `times`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from copilot.turn.trace import Trace
from evals.comparison import plain as compared
from evals.comparison.run import result_of
from evals.gates import Judgement
from evals.metrics import METRICS
from evals.report.because import because
from evals.report.checks import Check
from evals.report.confusion import table
from evals.report.coverage import coverage
from evals.report.speed import Speed
from evals.report.stages import checklist
from evals.report.value import AUTHORED, Report, SliceReport
from evals.report.writing import Rate, rates
from evals.scoring import Figure, Scored, Verdict


def as_json(report: Report) -> dict[str, Any]:
    """Everything a reader needs, without run ids; what the clock said is under `times` alone."""
    return {
        "agent": report.agent,
        "note": AUTHORED,
        "selection": report.selection,
        "verdict": str(report.verdict),
        "because": list(because(report)),
        "counts": {str(verdict): report.count(verdict) for verdict in Verdict},
        "gates": [_gate(judgement) for judgement in report.judgements],
        "checks": [_check(check) for check in report.checks],
        "since": None if report.since is None else compared.as_json(report.since),
        "rulers": dict(report.around.rulers),
        "unlocked": None if report.around.unlocked is None else [str(change) for change in report.around.unlocked],
        "families": _by_family(report.figures),
        "slices": [_slice(part) for part in report.slices],
        "failing_stages": dict(Counter(str(case.stage) for case in report.cases if case.stage)),
        "confusion": table(report.cases, report.around.tools),
        "coverage": asdict(coverage(report.cases, report.around)),
        "writing": {name: _rate(rate) for name, rate in rates(report.cases).items()},
        "cost": asdict(report.cost) | {"tokens_per_turn": round(report.cost.tokens_per_turn, 1)},
        "cases": [_case(case) for case in report.cases],
        "times": None if report.speed is None else _times(report.speed, report.waits),
    }


def _times(speed: Speed, waits: tuple[Check, ...]) -> dict[str, Any]:
    return {
        "seconds": round(speed.seconds, 1),
        "workers": speed.workers,
        "turns": speed.turns,
        "cold_ms": round(speed.cold_ms, 1),
        "warm_p50_ms": None if speed.warm_p50 is None else round(speed.warm_p50.value, 1),
        "warm_p95_ms": None if speed.warm_p95 is None else round(speed.warm_p95.value, 1),
        "steps_p50_ms": {name: round(value, 1) for name, value in speed.steps_p50.items()},
        "budgets": [_check(check) for check in waits],
    }


def _check(check: Check) -> dict[str, Any]:
    return {"name": check.name, "decision": str(check.decision), "why": check.why, "blocks": check.blocks}


def _slice(part: SliceReport) -> dict[str, Any]:
    return {
        "slice": str(part.name),
        "cases": part.cases,
        "passed": part.passed,
        "unscored": part.unscored,
        "too_small": part.too_small,
        "families": _by_family(part.figures),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    interval = None if rate.interval is None else [round(rate.interval.low, 6), round(rate.interval.high, 6)]
    return {"events": rate.events, "answers": rate.answers, "interval": interval}


def _gate(judgement: Judgement) -> dict[str, Any]:
    return {
        "gate": judgement.gate.model_dump(mode="json", exclude_none=True),
        "decision": str(judgement.decision),
        "why": judgement.why,
        "more_cases": judgement.more,
    }


def _by_family(found: Mapping[str, Figure]) -> dict[str, dict[str, Any]]:
    families: dict[str, dict[str, Any]] = {}
    for metric in METRICS:
        families.setdefault(str(metric.family), {})[metric.name] = _figure(found[metric.name])
    return families


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": None if figure.value is None else round(figure.value, 6),
        "interval": None
        if figure.interval is None
        else [round(figure.interval.low, 6), round(figure.interval.high, 6)],
        "scored": figure.scored,
        "of": figure.of,
        "part": round(figure.part, 6),
        "whole": round(figure.whole, 6),
        "unscored": dict(figure.causes),
    }


def _case(scored: Scored) -> dict[str, Any]:
    return {
        "id": scored.case.id,
        "slices": [str(name) for name in scored.case.slices],
        "fingerprint": (result := result_of(scored)).fingerprint,
        "scores": {name: list(counts) for name, counts in result.scores.items()},
        "verdict": str(scored.verdict),
        "trials": [str(verdict) for verdict in scored.trials],
        "stages": checklist(scored),
        "stage": None if scored.stage is None else str(scored.stage),
        "cause": scored.cause,
        "problems": {metric.name: score.reason for metric, score in scored.problems},
        "turns": [None if trace is None else _turn(trace) for trace in scored.traces],
    }


def _turn(trace: Trace) -> dict[str, Any]:
    """What a reader needs to see why; ids and times differ between runs and stay out."""
    return {
        "say": trace.message,
        "outcome": str(trace.outcome),
        "answer": trace.answer.text,
        "citations": [
            {"of": c.doc_id or c.record, "version": c.version, "quote": c.quote} for c in trace.answer.citations
        ],
        "calls": [{"tool": c.tool, "arguments": c.arguments, "status": c.status} for c in trace.calls],
        "decisions": {d.tool: d.status for d in trace.decisions if d.required},
        "intents": [intent.name for intent in trace.understanding.intents],
        "evidence": [f"{e.doc_id or e.record} {e.section or ''}".strip() for e in trace.evidence],
    }

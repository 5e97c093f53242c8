"""The suite's result as one value: written as JSON, shown by evals.display. The same run gives the same report."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copilot.turn.trace import Trace
from evals.cases.schema import Slice
from evals.gates import Decision, Gates, Judgement, evaluate, verdict
from evals.metrics import METRICS
from evals.scoring import Figure, Scored, Verdict, figures

AUTHORED = (
    "These cases were written, not sampled: the intervals say how sure the figures are, not what traffic looks like."
)


@dataclass(frozen=True, slots=True)
class SliceReport:
    """One slice: how its cases ended and its figures. `too_small` figures mean little, and are never shown green."""

    name: Slice
    cases: int
    passed: int
    unscored: int
    too_small: bool
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run. `selection` says what was left out; a selection is not judged by the gates."""

    agent: str
    cases: tuple[Scored, ...]
    figures: Mapping[str, Figure]
    slices: tuple[SliceReport, ...]
    judgements: tuple[Judgement, ...]
    verdict: Decision
    selection: str | None = None

    def count(self, verdict: Verdict) -> int:
        """Cases that ended so."""
        return sum(case.verdict is verdict for case in self.cases)

    @property
    def failures(self) -> Mapping[str, tuple[Scored, ...]]:
        """Failed cases by the stage that failed first."""
        stages = sorted({case.stage for case in self.cases if case.stage}, key=str)
        return {stage: tuple(case for case in self.cases if case.stage is stage) for stage in stages}


def build(agent: str, cases: Sequence[Scored], gates: Gates, selection: str | None = None) -> Report:
    """Figures, slices, gates and verdict of judged cases. Of a selection, every case has to pass."""
    found = figures(cases, gates.confidence)
    judgements = evaluate(gates, found) if selection is None else ()
    lost = sum(case.verdict is Verdict.UNSCORED for case in cases)
    decision = verdict(judgements, lost, len(cases), gates.unscored_at_most) if selection is None else _all_pass(cases)
    slices = tuple(_slice(name, cases, gates) for name in Slice if any(name in case.case.slices for case in cases))
    return Report(agent, tuple(cases), found, slices, judgements, decision, selection)


def write(report: Report, path: Path) -> None:
    """The report as JSON, keys sorted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(as_json(report), indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def as_json(report: Report) -> dict[str, Any]:
    """Plain values, without times or run ids."""
    return {
        "agent": report.agent,
        "note": AUTHORED,
        "selection": report.selection,
        "verdict": str(report.verdict),
        "counts": {str(verdict): report.count(verdict) for verdict in Verdict},
        "gates": [_gate(judgement) for judgement in report.judgements],
        "families": _by_family(report.figures),
        "slices": [
            {
                "slice": str(part.name),
                "cases": part.cases,
                "passed": part.passed,
                "unscored": part.unscored,
                "too_small": part.too_small,
                "families": _by_family(part.figures),
            }
            for part in report.slices
        ],
        "failing_stages": dict(Counter(str(case.stage) for case in report.cases if case.stage)),
        "cases": [_case(case) for case in report.cases],
    }


def _all_pass(cases: Sequence[Scored]) -> Decision:
    verdicts = {case.verdict for case in cases}
    if Verdict.FAIL in verdicts:
        return Decision.FAIL
    return Decision.PASS if verdicts == {Verdict.PASS} else Decision.INCONCLUSIVE


def _slice(name: Slice, cases: Sequence[Scored], gates: Gates) -> SliceReport:
    inside = [case for case in cases if name in case.case.slices]
    return SliceReport(
        name=name,
        cases=len(inside),
        passed=sum(case.verdict is Verdict.PASS for case in inside),
        unscored=sum(case.verdict is Verdict.UNSCORED for case in inside),
        too_small=len(inside) < gates.slice_minimum,
        figures=figures(inside, gates.confidence),
    )


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
        "verdict": str(scored.verdict),
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

"""The suite's result as one value: written by evals.pages, shown by evals.display."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.cases.schema import Slice
from evals.comparison.compare import Comparison
from evals.gates import Decision, Gates, Judgement, evaluate, verdict
from evals.report import checks
from evals.report.checks import Check
from evals.report.speed import Cost, Speed, cost
from evals.report.surroundings import NOTHING, Surroundings
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
    """A whole run. `selection` says what was left out; a selection is not judged by the gates.

    `checks` are judged beside the gates, `waits` too, apart because they hold times. `since` is the baseline.
    """

    agent: str
    cases: tuple[Scored, ...]
    figures: Mapping[str, Figure]
    slices: tuple[SliceReport, ...]
    judgements: tuple[Judgement, ...]
    verdict: Decision
    cost: Cost
    around: Surroundings = NOTHING
    checks: tuple[Check, ...] = ()
    waits: tuple[Check, ...] = ()
    speed: Speed | None = None
    since: Comparison | None = None
    selection: str | None = None

    def count(self, verdict: Verdict) -> int:
        """Cases that ended so."""
        return sum(case.verdict is verdict for case in self.cases)

    @property
    def failures(self) -> Mapping[str, tuple[Scored, ...]]:
        """Failed cases by the stage that failed first."""
        stages = sorted({case.stage for case in self.cases if case.stage}, key=str)
        return {stage: tuple(case for case in self.cases if case.stage is stage) for stage in stages}


def build(
    agent: str,
    cases: Sequence[Scored],
    gates: Gates,
    selection: str | None = None,
    *,
    around: Surroundings = NOTHING,
    since: Comparison | None = None,
    speed: Speed | None = None,
) -> Report:
    """Figures, slices, gates and verdict of judged cases. Of a selection, every case has to pass."""
    found, spent = figures(cases, gates.confidence), cost(cases, gates.price)
    slices = tuple(_slice(name, cases, gates) for name in Slice if any(name in case.case.slices for case in cases))
    whole = selection is None
    judgements = evaluate(gates, found) if whole else ()
    beside = _checks(gates, spent, slices, since) if whole else ()
    waits = checks.waits(gates, speed) if whole else ()
    lost = sum(case.verdict is Verdict.UNSCORED for case in cases)
    further = checks.blocking((*beside, *waits))
    decision = verdict(judgements, lost, len(cases), gates.unscored_at_most, further) if whole else _all_pass(cases)
    return Report(
        agent=agent,
        cases=tuple(cases),
        figures=found,
        slices=slices,
        judgements=judgements,
        verdict=decision,
        cost=spent,
        around=around,
        checks=beside,
        waits=waits,
        speed=speed,
        since=since,
        selection=selection,
    )


def _checks(gates: Gates, spent: Cost, slices: Sequence[SliceReport], since: Comparison | None) -> tuple[Check, ...]:
    large = {str(part.name): part.figures for part in slices if not part.too_small}
    flips = checks.since(since, gates) if since is not None else ()
    return (*flips, *checks.spending(gates, spent), *checks.slices(gates, large))


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

"""Whether the figure that should see a mutation saw it, and whether a deploy would have been stopped."""

from dataclasses import dataclass

from evals.comparison.paired import Difference, Flips, flips
from evals.gates import Decision, Gates
from evals.metrics import Metric, Score
from evals.report import Report, build
from evals.scoring import Scored
from evals.variants.experiment import Played, held_against
from evals.variants.file import Mutation


@dataclass(frozen=True, slots=True)
class Caught:
    """`moved` is the figure named beforehand, None where no case has it.

    `cases` counts its cases whose score got better (won) or worse (lost). `gate`: a bound on the figure that held, or
    was open, has failed. `stopped_by` is what blocks a deploy in `evals run` with the unbroken run as its baseline, and
    did not block it there.
    """

    mutation: Mutation
    moved: Difference | None
    cases: Flips
    gate: bool
    stopped_by: tuple[str, ...]
    worse_at: float

    @property
    def caught(self) -> bool:
        """More of the figure's cases got worse than chance explains (exact sign test, one-sided), or its gate fails."""
        return self.gate or self.cases.p_worse <= self.worse_at


def judge(mutation: Mutation, base: Played, broken: Played, gates: Gates) -> Caught:
    """What the mutation's own figure says, case by case. Raises CannotRun unless one thing varies between the two."""
    found = held_against(base, broken)
    before = _failing(build(base.name, base.judged, gates))
    failing = _failing(build(broken.name, broken.judged, gates, since=found))
    new = tuple(name for name in failing if name not in before)
    return Caught(
        mutation=mutation,
        moved=found.metrics.get(mutation.seen_by),
        cases=_cases(mutation.metric, base, broken),
        gate=mutation.seen_by in new,
        stopped_by=new,
        worse_at=gates.worse_at,
    )


def _cases(metric: Metric, base: Played, broken: Played) -> Flips:
    before, after = _scores(metric, base.judged), _scores(metric, broken.judged)
    pairs = [(before[case], after[case]) for case in before.keys() & after.keys()]
    return flips([(was > now, now > was) for was, now in pairs])


def _scores(metric: Metric, judged: tuple[Scored, ...]) -> dict[str, float]:
    found = {one.case.id: one.results[metric.name] for one in judged}
    ratios = {case: result.part / result.whole for case, result in found.items() if isinstance(result, Score)}
    return {case: 1 - ratio if metric.error else ratio for case, ratio in ratios.items()}


def _failing(report: Report) -> tuple[str, ...]:
    """Gates by their figure, and checks by name, that block."""
    gates = (one.gate.metric for one in report.judgements if one.decision is Decision.FAIL)
    return (*gates, *(check.name for check in report.checks if check.blocks and check.decision is Decision.FAIL))

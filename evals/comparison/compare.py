"""Run against run: by family, by slice and by metric, and which cases flipped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evals.cases.schema import Slice
from evals.comparison.paired import Difference, Flips, difference, flips, holm
from evals.comparison.run import CaseResult, Pair, Run
from evals.errors import CannotRun
from evals.metrics import METRICS, Family
from evals.scoring import Verdict

_NAMED = 5  # ids that a refusal names


@dataclass(frozen=True, slots=True)
class Flip:
    """A case whose verdict or family changed. `families` say "retrieval won" or "answer lost"."""

    id: str
    before: Verdict
    after: Verdict
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`before` and `after` are agents. `left_out` are ids that only one run has, or whose labels differ."""

    before: str
    after: str
    cases: int
    whole: Flips  # of the cases' verdicts
    families: Mapping[Family, Flips]
    slices: Mapping[Slice, Flips]
    metrics: Mapping[str, Difference]
    flipped: tuple[Flip, ...]
    left_out: tuple[str, ...]
    rulers: tuple[str, ...]  # names of what was measured with, where the two runs' differ

    @property
    def worse(self) -> Mapping[Family, float]:
        """Each family's p of being worse, corrected for there being several (Holm)."""
        return dict(zip(self.families, holm([found.p_worse for found in self.families.values()]), strict=True))


def compare(before: Run, after: Run, *, common: bool = False) -> Comparison:
    """Paired on the same cases.

    Raises CannotRun where the runs' cases differ (unless `common`: then the rest is left out and named) and where
    they have none in common.
    """
    pairs, left_out = _pairs(before, after)
    if left_out and not common:
        named = ", ".join(left_out[:_NAMED]) + (" ..." if len(left_out) > _NAMED else "")
        raise CannotRun(f"the cases differ in {len(left_out)}: {named}. With --common the others are compared.")
    if not pairs:
        raise CannotRun("the two runs have no case in common")
    rulers = sorted(before.rulers.keys() | after.rulers.keys()) if before.rulers else []
    return Comparison(
        before=before.agent,
        after=after.agent,
        cases=len(pairs),
        whole=_flips(pairs, _passed),
        families={family: _flips(pairs, _right_in(family)) for family in Family},
        slices={name: _flips(inside, _passed) for name in Slice if (inside := _of_slice(pairs, name))},
        metrics={m.name: found for m in METRICS if (found := difference(_scores(pairs, m.name))) is not None},
        flipped=tuple(flip for pair in pairs if (flip := _flip(pair)) is not None),
        left_out=left_out,
        rulers=tuple(name for name in rulers if before.rulers.get(name) != after.rulers.get(name)),
    )


def _pairs(before: Run, after: Run) -> tuple[list[Pair], tuple[str, ...]]:
    old, new = ({case.id: case for case in run.cases} for run in (before, after))
    same = [Pair(old[i], new[i]) for i in sorted(old.keys() & new.keys()) if old[i].fingerprint == new[i].fingerprint]
    return same, tuple(sorted((old.keys() | new.keys()) - {pair.after.id for pair in same}))


def _of_slice(pairs: Sequence[Pair], name: Slice) -> list[Pair]:
    return [pair for pair in pairs if name in pair.after.slices]


def _flips(pairs: Sequence[Pair], right: Callable[[CaseResult], bool | None]) -> Flips:
    marks = [(right(pair.before), right(pair.after)) for pair in pairs]
    return flips([(a, b) for a, b in marks if a is not None and b is not None])


def _right_in(family: Family) -> Callable[[CaseResult], bool | None]:
    return lambda case: case.right(family)


def _passed(case: CaseResult) -> bool | None:
    return None if case.verdict is Verdict.UNSCORED else case.verdict is Verdict.PASS


def _scores(pairs: Sequence[Pair], metric: str) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    both = (pair for pair in pairs if metric in pair.before.scores and metric in pair.after.scores)
    return [(pair.before.scores[metric], pair.after.scores[metric]) for pair in both]


def _flip(pair: Pair) -> Flip | None:
    marks = [(family, pair.before.right(family), pair.after.right(family)) for family in Family]
    families = tuple(f"{f} {'won' if b else 'lost'}" for f, a, b in marks if a is not None and b is not None and a != b)
    if not families and pair.before.verdict is pair.after.verdict:
        return None
    return Flip(pair.after.id, pair.before.verdict, pair.after.verdict, families)

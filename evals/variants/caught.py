"""Whether the figure that should see a mutation saw it."""

from dataclasses import dataclass

from evals.comparison.compare import Comparison
from evals.comparison.paired import Difference, Flips
from evals.variants.file import Mutation


@dataclass(frozen=True, slots=True)
class Caught:
    """`moved` is the figure named beforehand, None where no case has it; `flips` are the cases of its family."""

    mutation: Mutation
    moved: Difference | None
    flips: Flips

    @property
    def caught(self) -> bool:
        """The figure's whole paired interval is on the worse side of no difference."""
        if self.moved is None:
            return False
        return self.moved.interval.low > 0 if self.mutation.metric.error else self.moved.interval.high < 0


def judge(mutation: Mutation, found: Comparison) -> Caught:
    """What the mutation's own figure and family say of the comparison."""
    return Caught(mutation, found.metrics.get(mutation.seen_by), found.families[mutation.family])

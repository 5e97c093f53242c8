"""What a metric says of one case. There is no number for "could not be judged": that is its own type, with a cause."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode


@dataclass(frozen=True, slots=True)
class Score:
    """`part` of `whole`, counted so that cases add up; `reason` lets a reader recompute it."""

    part: float
    whole: float
    reason: str

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole or self.whole == 0:
            raise ValueError(f"{self.part} of {self.whole} is no score: say None where a metric does not apply")


@dataclass(frozen=True, slots=True)
class Unscored:
    """The case should have counted and could not be judged."""

    cause: str


Result: TypeAlias = Score | Unscored | None
"""None: the metric does not apply to this case, and the case is in neither its numerator nor its denominator."""


def total(scores: Iterable[Score | None]) -> Score | None:
    """The scores of one case's turns as one; None when none applies."""
    found = [score for score in scores if score is not None]
    if not found:
        return None
    reason = "; ".join(score.reason for score in found if score.reason)
    return Score(sum(score.part for score in found), sum(score.whole for score in found), reason)


def over_turns(episode: Episode, judge: Callable[[Expected, Trace], Score | None]) -> Score | None:
    """`judge` on every labelled turn, added up."""
    return total(judge(expected, trace) for expected, trace in episode.judged())


def names(things: Iterable[object]) -> str:
    """A readable list for a reason; "none" when empty."""
    return ", ".join(str(thing) for thing in things) or "none"

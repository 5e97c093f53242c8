"""Outcome accuracy: turns that ended as labelled / labelled turns.

Settled first:
- The outcome is read from the trace's field, never from phrases.
- A labelled alternative is as right as the outcome itself.
"""

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.score import Score, over_turns


def score(episode: Episode) -> Score | None:
    """One point per turn that ended as it should."""
    return over_turns(episode, _turn)


def _turn(expected: Expected, trace: Trace) -> Score:
    right = trace.outcome in expected.outcomes
    return Score(float(right), 1, "" if right else f"{trace.outcome} for {' or '.join(sorted(expected.outcomes))}")

"""Silence accuracy: turns without a call / turns that expect none.

Settled first:
- A turn that expects a call does not apply. Rightly silent scores 1, never 0 and never nothing.
- Calls of tools the label allows do not break the silence.
"""

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.matching import match
from evals.metrics.score import Score, names, over_turns


def score(episode: Episode) -> Score | None:
    """One point per rightly silent turn."""
    return over_turns(episode, _turn)


def _turn(expected: Expected, trace: Trace) -> Score | None:
    if expected.calls:
        return None
    needless = match(expected, trace).needless
    return Score(float(not needless), 1, f"called {names(call.tool for call in needless)}" if needless else "")

"""Tool precision: matched calls / calls made, added up over cases (micro).

Settled first:
- A turn in which no call was made does not apply: silence is judged by silence accuracy.
- A call made where none was expected scores 0 of 1. A needless repeat of a right call scores 1 of 2.
- Calls of tools the label allows are left out; see evals.metrics.matching for what counts as made.
- The name alone decides here; arguments and endings have figures of their own.
"""

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.matching import match
from evals.metrics.score import Score, names, over_turns


def score(episode: Episode) -> Score | None:
    """Matched of made."""
    return over_turns(episode, _turn)


def _turn(expected: Expected, trace: Trace) -> Score | None:
    found = match(expected, trace)
    if found.made == 0:
        return None
    reason = f"needless {names(call.tool for call in found.needless)}" if found.needless else ""
    return Score(len(found.pairs), found.made, reason)

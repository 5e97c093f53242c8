"""Tool recall: matched calls / calls expected, added up over cases (micro).

Settled first:
- A turn that expects no call does not apply: silence is judged by silence accuracy.
- A call expected twice and made once scores 1 of 2.
- The name alone decides here; arguments and endings have figures of their own.
"""

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.matching import match
from evals.metrics.score import Score, names, over_turns


def score(episode: Episode) -> Score | None:
    """Matched of expected."""
    return over_turns(episode, _turn)


def _turn(expected: Expected, trace: Trace) -> Score | None:
    if not expected.calls:
        return None
    found = match(expected, trace)
    reason = f"missed {names(call.tool for call in found.missed)}" if found.missed else ""
    return Score(len(found.pairs), len(expected.calls), reason)

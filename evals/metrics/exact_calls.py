"""Exact-call accuracy: expected calls made with every argument right and ended as labelled / calls expected.

Settled first:
- A missed call counts as not exact, so nobody gains by calling less.
- Ending counts: a refund that ran where it should have waited for confirmation is not exact.
- A turn that expects no call does not apply.
"""

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.matching import match
from evals.metrics.score import Score, over_turns


def score(episode: Episode) -> Score | None:
    """Exact of expected."""
    return over_turns(episode, _turn)


def _turn(expected: Expected, trace: Trace) -> Score | None:
    if not expected.calls:
        return None
    found = match(expected, trace)
    wrong = [str(pair) for pair in found.pairs if not pair.exact] + [f"{call.tool}: missed" for call in found.missed]
    return Score(sum(pair.exact for pair in found.pairs), len(expected.calls), "; ".join(wrong))

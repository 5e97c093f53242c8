"""Argument correctness: equal fields / union of fields, over matched pairs, added up (micro).

Settled first:
- Only matched pairs count: a call that was missed or needless is precision's or recall's matter.
- A pair without any argument on either side has no field and does not apply; exact-call accuracy still counts it.
- How two values are compared is settled in evals.metrics.arguments.
"""

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.matching import match
from evals.metrics.score import Score, over_turns


def score(episode: Episode) -> Score | None:
    """Equal of all fields."""
    return over_turns(episode, _turn)


def _turn(expected: Expected, trace: Trace) -> Score | None:
    pairs = [pair for pair in match(expected, trace).pairs if pair.union]
    if not pairs:
        return None
    wrong = [str(pair) for pair in pairs if pair.equal != pair.union]
    return Score(sum(len(pair.equal) for pair in pairs), sum(len(pair.union) for pair in pairs), "; ".join(wrong))

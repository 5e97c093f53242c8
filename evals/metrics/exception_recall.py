"""Exception recall: turns whose rule *and all* exceptions (and definitions) are in the evidence / turns that have one.

Settled first:
- A turn applies when its required gold names at least one exception.
- All or nothing: the rule without its exception is the dangerous half, and scores 0.
- Judged on the evidence that reached the generator, whichever way it came (search or a link from the rule).
"""

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.passages import missing
from evals.metrics.score import Score, names, over_turns


def score(episode: Episode) -> Score | None:
    """One point per turn with an exception."""
    return over_turns(episode, _turn)


def _turn(expected: Expected, trace: Trace) -> Score | None:
    required = expected.required_gold
    if not any(gold.role == "exception" for gold in required):
        return None
    missed = missing(required, [piece for piece in trace.evidence if piece.kind == "policy"])
    return Score(float(not missed), 1, f"missing {names(missed)}" if missed else "")

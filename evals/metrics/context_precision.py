"""Context precision: relevant passages / passages returned, and average precision beside it.

Settled first:
- Relevant means holding a gold quote (required or optional) that no passage before it held: duplicates are noise.
- Precision divides by what was returned; average precision divides by *all* required passages, so one of five needed
  passages at rank 1 scores 0.2 and not 1.
- Turns without gold do not apply: there is no telling what would have been relevant.
- Nothing returned: precision does not apply (recall says what is missing); average precision is 0.
- Record evidence (what tools returned) is not policy context and does not count.
"""

from collections.abc import Sequence

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.passages import Passage, holds, relevant
from evals.metrics.score import Score, over_turns


def of_hits(episode: Episode, k: int | None = None) -> Score | None:
    """Precision of the first `k` hits; all of them by default."""
    return over_turns(episode, lambda expected, trace: _precision(expected, trace.hits[:k]))


def of_evidence(episode: Episode) -> Score | None:
    """Precision of the policy evidence the generator was given."""
    return over_turns(episode, _evidence)


def average_precision(episode: Episode) -> Score | None:
    """The mean over required passages of the precision at the rank where each was found; 0 for those never found."""
    return over_turns(episode, _average)


def _evidence(expected: Expected, trace: Trace) -> Score | None:
    return _precision(expected, [piece for piece in trace.evidence if piece.kind == "policy"])


def _precision(expected: Expected, passages: Sequence[Passage]) -> Score | None:
    if not expected.gold or not passages:
        return None
    marks = relevant(expected.gold, passages)
    return Score(sum(marks), len(marks), f"{sum(marks)} of {len(marks)} passages relevant")


def _average(expected: Expected, trace: Trace) -> Score | None:
    required = expected.required_gold
    if not required:
        return None
    marks = relevant(expected.gold, trace.hits)
    ranks = [next((i for i, hit in enumerate(trace.hits) if holds(hit, gold)), None) for gold in required]
    gained = sum(sum(marks[: rank + 1]) / (rank + 1) for rank in ranks if rank is not None)
    return Score(gained, len(required), f"ranks {[None if rank is None else rank + 1 for rank in ranks]}")

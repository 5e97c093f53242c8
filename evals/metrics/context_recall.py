"""Context recall: required passages found / required passages.

Settled first:
- Turns without required gold do not apply. Nothing retrieved where something was required scores 0 of n.
- A passage counts once, however often it was retrieved; a passage in another version of its document is not found.
- A quote must stand whole in one hit: halves in two chunks are a miss.
- `of_evidence` judges what reached the generator, `of_hits` the list before assembly: the difference is assembly's.
- Optional gold (`required: false`) is in neither numerator nor denominator.
"""

from collections.abc import Sequence

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.passages import Passage, missing
from evals.metrics.score import Score, names, over_turns


def of_hits(episode: Episode, k: int | None = None) -> Score | None:
    """Recall in the first `k` hits; all of them by default."""
    return over_turns(episode, lambda expected, trace: _recall(expected, trace.hits[:k]))


def of_evidence(episode: Episode) -> Score | None:
    """Recall in the policy evidence the generator was given."""
    return over_turns(episode, _evidence)


def _evidence(expected: Expected, trace: Trace) -> Score | None:
    return _recall(expected, [piece for piece in trace.evidence if piece.kind == "policy"])


def _recall(expected: Expected, passages: Sequence[Passage]) -> Score | None:
    required = expected.required_gold
    if not required:
        return None
    missed = missing(required, passages)
    return Score(len(required) - len(missed), len(required), f"missing {names(missed)}" if missed else "")

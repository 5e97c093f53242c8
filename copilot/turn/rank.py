"""rank: candidates -> the best few of many, by search's score and by how well their best sentence answers.

Search finds what is near; of that, the passage goes first whose sentence says what was asked, on a page about it.
"""

from collections.abc import Sequence
from dataclasses import replace

from copilot.turn.passage import ChunkPassage
from copilot.turn.relevance import Relevance
from copilot.turn.retrieve import Candidates
from ingestion.search import Hit


def rank(candidates: Candidates, relevance: Relevance, keep: int) -> Candidates:
    """Per part, the `keep` hits with the highest sum of both scores; a hit without a sentence to tell goes last."""
    parts = tuple(
        replace(found, hits=_ordered(found.part.query, found.hits, relevance)[:keep]) for found in candidates.parts
    )
    return replace(candidates, parts=parts)


def _ordered(question: str, hits: Sequence[Hit], relevance: Relevance) -> tuple[Hit, ...]:
    best: dict[str, float] = {}
    for one in relevance.scored(question, [ChunkPassage(hit.chunk) for hit in hits]):
        best.setdefault(one.evidence.chunk_id, one.score)

    def score(hit: Hit) -> float:
        return hit.score + best.get(hit.chunk.chunk_id, 0.0)

    return tuple(sorted(hits, key=lambda hit: -score(hit)))

"""rank: candidates -> candidates in the order of how well their sentences answer, the best few of many.

Search finds what is near; of that, the passage goes first whose sentence says what was asked, on a page about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from copilot.turn.relevance import Relevance
from copilot.turn.retrieve import Candidates
from ingestion.search import Hit


@dataclass(frozen=True, slots=True)
class _Found:
    hit: Hit

    @property
    def title(self) -> str:
        return self.hit.chunk.metadata.title

    @property
    def section(self) -> str:
        return self.hit.chunk.section

    @property
    def text(self) -> str:
        return self.hit.chunk.text

    @property
    def context(self) -> str:
        return self.hit.chunk.context

    @property
    def chunk_id(self) -> str:
        return self.hit.chunk.chunk_id


def rank(candidates: Candidates, relevance: Relevance, keep: int) -> Candidates:
    """Per part, the `keep` hits whose best sentence scores highest; a hit without a sentence goes last."""
    parts = tuple(replace(found, hits=_ordered(found.part.query, found.hits, relevance)[:keep]) for found in candidates.parts)
    return replace(candidates, parts=parts)


def _ordered(question: str, hits: Sequence[Hit], relevance: Relevance) -> tuple[Hit, ...]:
    scored = relevance.scored(question, [_Found(hit) for hit in hits])
    best = dict.fromkeys(one.evidence.hit.chunk.chunk_id for one in scored)
    place = {chunk_id: position for position, chunk_id in enumerate(best)}
    return tuple(sorted(hits, key=lambda hit: place.get(hit.chunk.chunk_id, len(place))))

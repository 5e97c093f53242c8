"""Best-matching chunks in scope by words."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from ingestion.lexical import LexicalIndex
from ingestion.model import Chunk
from ingestion.search.background import Weighted
from ingestion.search.scope import Scope
from ingestion.search.served import Served


@dataclass(frozen=True, slots=True)
class Bm25:
    """What the words of some texts score: chunk id -> weighted sum of BM25, best first; `words` were counted alike.

    Equal scores stay in the order of the first text that found them.
    """

    scores: Mapping[str, float]
    words: float

    @classmethod
    def of(cls, index: LexicalIndex, texts: Weighted) -> "Bm25":
        """Every chunk that shares a word with a text."""
        totals: dict[str, float] = {}
        for text, weight in texts:
            for chunk_id, score in index.best(text):
                totals[chunk_id] = totals.get(chunk_id, 0.0) + weight * score
        ranked = sorted(totals.items(), key=lambda pair: -pair[1])
        return cls(dict(ranked), sum(weight * len(index.known(text)) for text, weight in texts))

    def share(self, score: float | None) -> float:
        """A score over the square root of the words: the more is said, the higher all scores, and the vaguer."""
        return (score or 0.0) / sqrt(max(self.words, 1.0))


NO_WORDS = Bm25({}, 0.0)


def matching(serving: Served, bm25: Bm25, scope: Scope, wanted: int) -> list[tuple[Chunk, float]]:
    """Up to `wanted` chunks in scope with a score, best first."""
    ranked = list(bm25.scores.items())
    found: list[tuple[Chunk, float]] = []
    start, step = 0, wanted * 2
    while start < len(ranked) and len(found) < wanted:
        part = ranked[start : start + step]
        chunks = serving.with_ids([chunk_id for chunk_id, _ in part])
        found += [
            (chunk, score)
            for chunk_id, score in part
            if (chunk := chunks.get(chunk_id)) is not None and scope.admits(chunk)
        ]
        start, step = start + step, step * 4
    return found[:wanted]

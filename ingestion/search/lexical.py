"""Best-matching chunks in scope by words."""

from ingestion.ledger import Ledger
from ingestion.lexical import LexicalIndex
from ingestion.model import Chunk
from ingestion.search.background import Weighted
from ingestion.search.scope import Scope


def matching(
    ledger: Ledger, index: LexicalIndex, generation_id: int, texts: Weighted, scope: Scope, wanted: int
) -> list[tuple[Chunk, float]]:
    """Up to `wanted` chunks in scope that share a word with a text, with their weighted BM25 scores, best first."""
    ranked = _ranked(index, texts)
    found: list[tuple[Chunk, float]] = []
    start, step = 0, wanted * 2
    while start < len(ranked) and len(found) < wanted:
        part = ranked[start : start + step]
        chunks = ledger.chunks.with_ids(generation_id, [chunk_id for chunk_id, _ in part])
        found += [
            (chunk, score)
            for chunk_id, score in part
            if (chunk := chunks.get(chunk_id)) is not None and scope.admits(chunk)
        ]
        start, step = start + step, step * 4
    return found[:wanted]


def _ranked(index: LexicalIndex, texts: Weighted) -> list[tuple[str, float]]:
    """The weighted sum of each text's scores; equal scores stay in the order of the first text that found them."""
    totals: dict[str, float] = {}
    for text, weight in texts:
        for chunk_id, score in index.best(text):
            totals[chunk_id] = totals.get(chunk_id, 0.0) + weight * score
    return sorted(totals.items(), key=lambda pair: -pair[1])

"""Two rankings into one."""

from collections.abc import Sequence

from ingestion.model import Chunk
from ingestion.search.hit import Hit
from ingestion.search.settings import RetrievalSettings

Ranking = Sequence[tuple[Chunk, float]]


def fuse(dense: Ranking, lexical: Ranking, settings: RetrievalSettings) -> list[Hit]:
    """Weighted reciprocal-rank fusion: score = sum of weight / (rrf_k + rank). Ties by chunk id."""
    chunks = {chunk.chunk_id: chunk for chunk, _ in (*dense, *lexical)}
    dense_at = {chunk.chunk_id: (rank, score) for rank, (chunk, score) in enumerate(dense, 1)}
    lexical_at = {chunk.chunk_id: (rank, score) for rank, (chunk, score) in enumerate(lexical, 1)}
    hits = []
    for chunk_id, chunk in chunks.items():
        dense_rank, dense_score = dense_at.get(chunk_id, (None, None))
        lexical_rank, lexical_score = lexical_at.get(chunk_id, (None, None))
        score = settings.dense_weight / (settings.rrf_k + dense_rank) if dense_rank else 0.0
        score += settings.lexical_weight / (settings.rrf_k + lexical_rank) if lexical_rank else 0.0
        hits.append(Hit(chunk, score, dense_rank, dense_score, lexical_rank, lexical_score))
    return sorted(hits, key=lambda hit: (-hit.score, hit.chunk.chunk_id))

"""Both scores of every candidate, whichever retriever found it.

Without them a chunk that the words alone found counts as far away, and one that meaning alone found as sharing no word:
what the other retriever merely ranked lower would fall behind what it does not know at all.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingestion.embedding import Vectors
from ingestion.ledger import Ledger
from ingestion.search.hit import Hit
from ingestion.search.lexical import Bm25


def complete(hits: Sequence[Hit], near: Vectors, bm25: Bm25, ledger: Ledger, generation_id: int) -> list[Hit]:
    """The hits with the cosine to `near`, shape (d,), and the BM25 that they lack; ranks stay as they are.

    A chunk without a word of the query has no BM25, and one whose vector the ledger has lost no cosine.
    """
    cosines = _cosines([hit.chunk.chunk_id for hit in hits if hit.dense_score is None], near, ledger, generation_id)
    return [
        replace(
            hit,
            dense_score=cosines.get(hit.chunk.chunk_id) if hit.dense_score is None else hit.dense_score,
            lexical_score=bm25.scores.get(hit.chunk.chunk_id),
        )
        for hit in hits
    ]


def _cosines(chunk_ids: Sequence[str], near: Vectors, ledger: Ledger, generation_id: int) -> dict[str, float]:
    keys = ledger.chunks.vector_keys_of(generation_id, chunk_ids)
    vectors = ledger.embeddings.present({key for led in keys.values() for key in led})
    cosines = {key: float(vector @ near) for key, vector in vectors.items()}
    known = {chunk_id: [cosines[key] for key in led if key in cosines] for chunk_id, led in keys.items()}
    return {chunk_id: max(found) for chunk_id, found in known.items() if found}

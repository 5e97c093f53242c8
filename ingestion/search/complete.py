"""Both scores of every candidate, whichever retriever found it.

Without them a chunk that the words alone found counts as far away, and one that meaning alone found as sharing no word:
what the other retriever merely ranked lower would fall behind what it does not know at all.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingestion.embedding import Vectors
from ingestion.questions import likeness
from ingestion.remembered import RememberedVectors
from ingestion.search.hit import Hit
from ingestion.search.lexical import Bm25
from ingestion.search.served import Served
from ingestion.search.settings import RetrievalSettings


def complete(
    hits: Sequence[Hit],
    near: Vectors,
    bm25: Bm25,
    vectors: RememberedVectors,
    serving: Served,
    settings: RetrievalSettings,
) -> list[Hit]:
    """The hits with their own cosine to `near`, shape (d,), the BM25 that they lack, and what their nearest question
    adds; ranks stay as they are.

    A chunk without a word of the query has no BM25, and one whose vector the ledger has lost no cosine. What was found
    by a question has the question's cosine until here.
    """
    unsure = [hit.chunk.chunk_id for hit in hits if hit.dense_score is None or hit.chunk.questions]
    cosines = {chunk_id: float(own @ near) for chunk_id, own in serving.vectors_of(unsure).items()}
    alike = _alike(hits, near, vectors)
    return [
        replace(
            hit,
            dense_score=cosines.get(hit.chunk.chunk_id, None if hit.chunk.questions else hit.dense_score),
            lexical_score=bm25.scores.get(hit.chunk.chunk_id),
            asked=settings.question_weight * like,
        )
        for hit, like in zip(hits, alike, strict=True)
    ]


def _alike(hits: Sequence[Hit], near: Vectors, vectors: RememberedVectors) -> list[float]:
    """Per hit, how much the query is like its questions."""
    texts = list(dict.fromkeys(question.text for hit in hits for question in hit.chunk.questions))
    cosines = dict(zip(texts, (vectors(texts) @ near).tolist(), strict=True)) if texts else {}
    return [likeness([cosines[question.text] for question in hit.chunk.questions]) for hit in hits]

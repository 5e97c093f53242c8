"""A second look at the best candidates: does one of their sentences say what was asked?

A chunk's vector averages all it says, so a long section hides the one sentence that answers. Each candidate is scored
by its own cosine, the cosine of its nearest sentence, and its BM25 score.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingestion.embedding import Vectors
from ingestion.reading import sentences
from ingestion.remembered import RememberedVectors
from ingestion.search.hit import Hit
from ingestion.search.settings import RetrievalSettings


def rerank(hits: Sequence[Hit], query: Vectors, vectors: RememberedVectors, settings: RetrievalSettings) -> list[Hit]:
    """The hits by `cosine + sentence_weight * nearest sentence's cosine + bm25_weight * BM25`; ties by chunk id.

    A hit that only the words found has no cosine: it is taken to be as far as the farthest that has one.
    """
    if not hits:
        return []
    nearest = _nearest_sentences(hits, query, vectors)
    farthest = min((hit.dense_score for hit in hits if hit.dense_score is not None), default=0.0)
    scored = [
        replace(
            hit,
            sentence_score=sentence,
            score=(farthest if hit.dense_score is None else hit.dense_score)
            + settings.sentence_weight * sentence
            + settings.bm25_weight * (hit.lexical_score or 0.0),
        )
        for hit, sentence in zip(hits, nearest, strict=True)
    ]
    return sorted(scored, key=lambda hit: (-hit.score, hit.chunk.chunk_id))


def _nearest_sentences(hits: Sequence[Hit], query: Vectors, vectors: RememberedVectors) -> list[float]:
    said = [[s.words for s in sentences(hit.chunk.text, hit.chunk.context)] or [hit.chunk.text] for hit in hits]
    cosines = vectors([words for chunk in said for words in chunk]) @ query
    ends = np.cumsum([len(chunk) for chunk in said])
    return [float(part.max()) for part in np.split(cosines, ends[:-1])]

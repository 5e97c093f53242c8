"""A second look at the best candidates: does one of their sentences say what was asked?

A chunk's vector averages all it says, so a long section hides the one sentence that answers. Candidates are put in the
order of their own cosine and BM25; of these the best are scored again with the cosine of their nearest sentence.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingestion.embedding import Vectors
from ingestion.reading import sentences
from ingestion.remembered import RememberedVectors
from ingestion.search.hit import Hit
from ingestion.search.lexical import Bm25
from ingestion.search.settings import RetrievalSettings


def rerank(
    hits: Sequence[Hit], query: Vectors, bm25: Bm25, vectors: RememberedVectors, settings: RetrievalSettings
) -> list[Hit]:
    """The hits by `cosine + asked + bm25_weight * BM25 / sqrt(words)`, the first `reranked` of them by that and
    `sentence_weight * nearest sentence's cosine`; ties by chunk id. `query` has shape (d,).
    """
    scored = [
        replace(hit, score=(hit.dense_score or 0.0) + hit.asked + settings.bm25_weight * bm25.share(hit.lexical_score))
        for hit in hits
    ]
    ranked = _ordered(scored)
    looked_at, rest = ranked[: settings.reranked], ranked[settings.reranked :]
    nearest = _nearest_sentences(looked_at, query, vectors)
    again = [
        replace(hit, sentence_score=sentence, score=hit.score + settings.sentence_weight * sentence)
        for hit, sentence in zip(looked_at, nearest, strict=True)
    ]
    return [*_ordered(again), *rest]


def _ordered(hits: Sequence[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.chunk.chunk_id))


def _nearest_sentences(hits: Sequence[Hit], query: Vectors, vectors: RememberedVectors) -> list[float]:
    if not hits:
        return []
    said = [[s.words for s in sentences(hit.chunk.text, hit.chunk.context)] or [hit.chunk.text] for hit in hits]
    cosines = vectors([words for chunk in said for words in chunk]) @ query
    ends = np.cumsum([len(chunk) for chunk in said])
    return [float(part.max()) for part in np.split(cosines, ends[:-1])]

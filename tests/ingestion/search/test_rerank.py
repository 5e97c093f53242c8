"""The second look: does a sentence of the candidate say what was asked?"""

from dataclasses import replace

import numpy as np
import pytest

from ingestion.remembered import RememberedVectors
from ingestion.search import Hit, RetrievalSettings
from ingestion.search.lexical import NO_WORDS, Bm25
from ingestion.search.rerank import rerank
from tests.ingestion.search.test_fusion import chunk

AXES = {"Say it.": (1.0, 0.0), "Say else.": (0.0, 1.0), "Half.": (0.6, 0.8)}
QUERY = np.array([1.0, 0.0], dtype=np.float32)


@pytest.fixture
def vectors() -> RememberedVectors:
    return RememberedVectors(lambda texts: np.array([AXES[text] for text in texts], dtype=np.float32))


def hit(name: str, text: str, cosine: float | None, bm25: float | None = None) -> Hit:
    return Hit(replace(chunk(name), text=text), 0.0, dense_score=cosine, lexical_score=bm25)


def test_the_one_sentence_that_answers_lifts_its_chunk(vectors: RememberedVectors) -> None:
    buried = hit("buried", "Say else. Say it. Say else.", 0.5)
    vague = hit("vague", "Half. Half.", 0.6)
    assert [h.chunk.chunk_id for h in rerank([vague, buried], QUERY, NO_WORDS, vectors, RetrievalSettings())] == [
        "buried",
        "vague",
    ]


def test_the_score_is_the_sum_that_the_settings_weigh(vectors: RememberedVectors) -> None:
    settings = RetrievalSettings(sentence_weight=0.5, bm25_weight=0.1)
    (scored,) = rerank([hit("a", "Half.", 0.5, 2.0)], QUERY, Bm25({}, words=4.0), vectors, settings)
    assert scored.sentence_score == pytest.approx(0.6)
    assert scored.score == pytest.approx(0.5 + 0.5 * 0.6 + 0.1 * 2.0 / 2)


def test_the_sentences_of_the_best_by_meaning_and_words_are_looked_at(vectors: RememberedVectors) -> None:
    hits = [hit("near", "Say else.", 0.5), hit("words", "Say else.", 0.4, 9.0), hit("far", "Say it.", 0.1)]
    ranked = rerank(hits, QUERY, Bm25({}, words=1.0), vectors, RetrievalSettings(reranked=2))
    assert [(str(h.chunk.chunk_id), h.sentence_score) for h in ranked] == [("words", 0.0), ("near", 0.0), ("far", None)]


def test_nothing_is_reranked_to_nothing(vectors: RememberedVectors) -> None:
    assert rerank([], QUERY, NO_WORDS, vectors, RetrievalSettings()) == []

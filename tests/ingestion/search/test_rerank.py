"""The second look: does a sentence of the candidate say what was asked?"""

from dataclasses import replace

import numpy as np
import pytest

from ingestion.remembered import RememberedVectors
from ingestion.search import Hit, RetrievalSettings
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
    assert [h.chunk.chunk_id for h in rerank([vague, buried], QUERY, vectors, RetrievalSettings())] == [
        "buried",
        "vague",
    ]


def test_the_score_is_the_sum_that_the_settings_weigh(vectors: RememberedVectors) -> None:
    settings = RetrievalSettings(sentence_weight=0.5, bm25_weight=0.1)
    (scored,) = rerank([hit("a", "Half.", 0.5, 2.0)], QUERY, vectors, settings)
    assert scored.sentence_score == pytest.approx(0.6)
    assert scored.score == pytest.approx(0.5 + 0.5 * 0.6 + 0.1 * 2.0)


def test_a_hit_found_by_words_alone_counts_as_far_as_the_farthest(vectors: RememberedVectors) -> None:
    hits = [hit("near", "Half.", 0.9), hit("far", "Half.", 0.2), hit("words", "Half.", None)]
    by_id = {str(h.chunk.chunk_id): h.score for h in rerank(hits, QUERY, vectors, RetrievalSettings())}
    assert by_id["words"] == by_id["far"]


def test_nothing_is_reranked_to_nothing(vectors: RememberedVectors) -> None:
    assert rerank([], QUERY, vectors, RetrievalSettings()) == []

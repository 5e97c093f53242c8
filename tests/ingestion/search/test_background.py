"""What was said around a question weighs in, less the longer ago."""

import numpy as np
import pytest

from ingestion.remembered import RememberedVectors
from ingestion.search import Around, RetrievalSettings, Searcher
from ingestion.search.background import mixed, weighted
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.fakes import WordEmbedder


def test_each_message_weighs_less_than_the_one_after_it() -> None:
    said = Around(["and this", ""], ["first", "second", " ", "third"])
    settings = RetrievalSettings(beside_weight=0.25, history_weight=0.5, history_messages=2)
    assert weighted("now", said, settings) == [("now", 1.0), ("and this", 0.25), ("third", 0.5), ("second", 0.25)]


@pytest.mark.parametrize(("weight", "messages"), [(0.0, 3), (0.5, 0)])
def test_what_was_said_around_can_be_turned_off(weight: float, messages: int) -> None:
    settings = RetrievalSettings(beside_weight=0, history_weight=weight, history_messages=messages)
    assert weighted("now", Around(["beside"], ["before"]), settings) == [("now", 1.0)]


def test_the_mix_is_a_unit_vector_nearest_to_the_question() -> None:
    vectors = np.eye(2, dtype=np.float32)
    mix = mixed(vectors, [("now", 1.0), ("before", 0.5)])
    assert np.linalg.norm(mix) == pytest.approx(1.0)
    assert mix[0] == pytest.approx(2 * mix[1])


@pytest.fixture
def shop(write: Write, synced: Sync) -> None:
    write("lamps.md", "A lamp has a warranty of two years.\n", id="lamps", title="Lamps")
    write("sofas.md", "A sofa has a warranty of ten years.\n", id="sofas", title="Sofas")
    synced()


def found(searcher: Searcher, query: str, *before: str, settings: RetrievalSettings | None = None) -> list[str]:
    hits = searcher.search(query, on(), settings or RetrievalSettings(), around=Around(before=before))
    return [str(hit.chunk.metadata.doc_id) for hit in hits]


@pytest.mark.usefixtures("shop")
class TestSearch:
    """A question that leans on what came before it."""

    @pytest.mark.parametrize(("said", "first"), [("I bought a lamp", "lamps"), ("I bought a sofa", "sofas")])
    def test_a_question_is_answered_for_the_thing_spoken_of(self, searcher: Searcher, said: str, first: str) -> None:
        assert found(searcher, "How long is the warranty?", said)[0] == first

    def test_what_was_said_last_goes_before_what_was_said_first(self, searcher: Searcher) -> None:
        assert found(searcher, "How long is the warranty?", "I bought a lamp", "I bought a sofa")[0] == "sofas"

    def test_the_question_goes_before_what_was_said(self, searcher: Searcher) -> None:
        assert found(searcher, "warranty of the lamp", "I bought a sofa")[0] == "lamps"

    def test_words_alone_take_it_into_account_too(self, searcher: Searcher) -> None:
        words = RetrievalSettings(dense_weight=0.0, reranked=0)
        assert found(searcher, "How long is the warranty?", "I bought a sofa", settings=words)[0] == "sofas"

    def test_given_vectors_spare_the_model_for_what_was_said_before_too(
        self, searcher: Searcher, embedder: WordEmbedder
    ) -> None:
        said = ("How long is the warranty?", "I bought a lamp")
        vectors = embedder.embed(said)
        settings = RetrievalSettings(reranked=0)
        assert searcher.search(said[0], on(), settings, vectors, Around(said[1:])) == searcher.search(
            said[0], on(), settings, around=Around(said[1:])
        )
        embedder.read.clear()
        searcher.sentence_vectors = RememberedVectors(embedder.embed)
        searcher.search(said[0], on(), settings, vectors, Around(said[1:]))
        assert embedder.read == []

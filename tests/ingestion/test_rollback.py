"""Back to an earlier generation in one switch, whole."""

import pytest

from ingestion.errors import NothingIngested, OtherModel, UnknownGeneration
from ingestion.index import open_index
from ingestion.rollback import rollback
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.fakes import WordEmbedder


@pytest.fixture
def three(write: Write, synced: Sync) -> None:
    for days in (45, 30, 14):
        write("returns.md", f"Return within {days} days.\n")
        synced()


def best(searcher: Searcher) -> str:
    return searcher.search("return within days", on())[0].chunk.text


@pytest.mark.usefixtures("three")
def test_the_generation_before_serves_again_by_vectors_and_words_alike(
    settings: IngestionSettings, embedder: WordEmbedder, searcher: Searcher
) -> None:
    assert rollback(settings, embedder).name == "g2"
    [hit] = searcher.search("return within days", on())
    assert hit.chunk.text == "Return within 30 days."
    assert (hit.dense_rank, hit.lexical_rank) == (1, 1)


@pytest.mark.usefixtures("three")
def test_a_second_rollback_goes_forward_again(
    settings: IngestionSettings, embedder: WordEmbedder, searcher: Searcher
) -> None:
    rollback(settings, embedder)
    assert rollback(settings, embedder).name == "g3"
    assert best(searcher) == "Return within 14 days."


@pytest.mark.usefixtures("three")
def test_a_named_generation_serves_even_if_its_parts_were_lost(
    settings: IngestionSettings, embedder: WordEmbedder, searcher: Searcher
) -> None:
    with open_index(settings, embedder) as index:
        index.vectors.drop(index.collection(1))
    assert rollback(settings, embedder, "g1").name == "g1"
    assert best(searcher) == "Return within 45 days."


@pytest.mark.usefixtures("three")
def test_a_sync_after_a_rollback_compares_with_what_serves(
    write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    rollback(settings, embedder, "g1")
    write("returns.md", "Return within 45 days.\n")
    assert not synced().applied


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("name", ["g9", "g3", "nonsense"])
def test_a_generation_that_is_not_kept_or_serves_already_is_refused(
    settings: IngestionSettings, embedder: WordEmbedder, name: str
) -> None:
    with pytest.raises(UnknownGeneration, match="g2, g1"):
        rollback(settings, embedder, name)


def test_without_generations_there_is_nothing_to_go_back_to(
    settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    with pytest.raises(NothingIngested):
        rollback(settings, embedder)


@pytest.mark.usefixtures("three")
def test_a_generation_of_another_model_is_refused(settings: IngestionSettings) -> None:
    with pytest.raises(OtherModel):
        rollback(settings, WordEmbedder("words@2"))

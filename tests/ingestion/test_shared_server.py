"""Two installations on one Chroma server: neither sees, counts, repairs or prunes what is the other's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingestion.doctor import doctor
from ingestion.index import open_index
from ingestion.rollback import rollback
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.ingestion.chroma_server import ChromaServer
from tests.ingestion.conftest import on
from tests.ingestion.fakes import WordEmbedder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real Chroma server."""
    started = ChromaServer(tmp_path_factory.mktemp("server"))
    started.start()
    yield started.url
    started.kill()


class Shop:
    """An installation with one document."""

    def __init__(self, folder: Path, server: str) -> None:
        self.docs = folder / "docs"
        self.docs.mkdir(parents=True)
        self.settings = IngestionSettings(home=folder / "home", chroma=server)
        self.embedder = WordEmbedder()

    def sync(self, words: str) -> None:
        (self.docs / "returns.md").write_text(words)
        assert sync(self.docs, self.settings, self.embedder).applied

    def best(self) -> str:
        searcher = Searcher.open(self.settings, self.embedder)
        try:
            [hit] = searcher.search("return within days", on())
        finally:
            searcher.close()
        assert hit.dense_rank == 1
        return hit.chunk.text

    def collections(self) -> set[str]:
        with open_index(self.settings, self.embedder) as index:
            return index.ledger.collections.names()


@pytest.fixture
def one(tmp_path: Path, server: str) -> Shop:
    return Shop(tmp_path / "one", server)


@pytest.fixture
def other(tmp_path: Path, server: str) -> Shop:
    return Shop(tmp_path / "other", server)


def test_both_serve_their_own_words_under_names_of_their_own(one: Shop, other: Shop) -> None:
    one.sync("Return within 45 days.")
    other.sync("Return within 14 days.")
    assert (one.best(), other.best()) == ("Return within 45 days.", "Return within 14 days.")
    assert one.collections().isdisjoint(other.collections())


def test_what_one_prunes_and_repairs_leaves_the_other_whole(one: Shop, other: Shop) -> None:
    other.sync("Return within 14 days.")
    for days in range(20, 24):  # one more generation than is kept
        one.sync(f"Return within {days} days.")
    rollback(one.settings, one.embedder)
    assert doctor(one.settings, one.embedder, repair=True) == ()
    assert doctor(other.settings, other.embedder) == ()
    assert (one.best(), other.best()) == ("Return within 22 days.", "Return within 14 days.")


def test_the_name_is_made_once_and_stays(one: Shop) -> None:
    names = set()
    for _ in range(2):
        with open_index(one.settings, one.embedder) as index:
            names.add(index.ledger.installation.name())
    [name] = names
    assert len(name) == 12

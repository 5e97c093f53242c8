"""A folder to write documents into, and an index in a temporary home."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ingestion.chunking import Chunker
from ingestion.embedding import Embedder
from ingestion.loaders import load
from ingestion.model import Audience, Chunk
from ingestion.search import GoverningDates, Scope, Searcher
from ingestion.settings import IngestionSettings
from ingestion.sync import SyncReport, sync
from tests.ingestion.fakes import WordEmbedder

Write = Callable[..., Path]
Sync = Callable[..., SyncReport]
TODAY = date(2026, 6, 15)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """An empty folder for documents."""
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


@pytest.fixture
def write(docs: Path) -> Write:
    """`write("returns.md", text, id="returns", ...)` puts a document with that front matter into the folder."""

    def put(name: str, text: str, **front: str) -> Path:
        file = docs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{key}: {value}" for key, value in front.items()]
        head = "\n".join(["---", *lines, "---", ""]) if front else ""
        file.write_text(head + text, encoding="utf-8")
        return file

    return put


@pytest.fixture
def settings(tmp_path: Path) -> IngestionSettings:
    """An index in a temporary home."""
    return IngestionSettings(home=tmp_path / "home")


@pytest.fixture
def embedder() -> WordEmbedder:
    """Counts what it embeds."""
    return WordEmbedder()


@pytest.fixture
def synced(docs: Path, settings: IngestionSettings, embedder: WordEmbedder) -> Sync:
    """`synced()` syncs the folder."""

    def run(path: Path | None = None, *, allow_withdrawal: bool = False) -> SyncReport:
        return sync(path or docs, settings, embedder, allow_withdrawal=allow_withdrawal)

    return run


@pytest.fixture
def searcher(settings: IngestionSettings, embedder: WordEmbedder) -> Iterator[Searcher]:
    """Searches the index of `synced`."""
    opened = Searcher.open(settings, embedder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def count() -> Callable[[str], int]:
    """The packaged model's token count."""
    return Embedder().token_count


@pytest.fixture
def chunked(count: Callable[[str], int]) -> Callable[..., list[Chunk]]:
    """`chunked(markdown)` gives the chunks of a document named policy.md."""

    def cut(text: str, limit: int = 200, name: str = "policy.md") -> list[Chunk]:
        return Chunker(count, limit, 256).chunk(load(text.encode(), name))

    return cut


def on(day: date = TODAY, audience: Audience = Audience.CUSTOMER, region: str | None = None) -> Scope:
    """A scope in which every date is the same."""
    return Scope(GoverningDates.on(day), audience, region)

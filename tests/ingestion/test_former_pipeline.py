"""An index made by a former version of converters and chunking is recognised, and cut and embedded anew as a whole."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from ingestion.chunking import Chunker
from ingestion.doctor import doctor
from ingestion.document import Document
from ingestion.ledger import open_ledger
from ingestion.ledger.records import StoredChunk
from ingestion.model import Chunk
from ingestion.plan import plan
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.fakes import WordEmbedder

RETURNS = "# Returns\n\n## 1. Window\n\nReturn within 45 days.\n\n## 2. Labels\n\nPrint the label.\n"


def formerly(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Chunks as version 1 cut them: other context, so other embedded texts."""
    return [replace(chunk, context=f"Former: {chunk.context}") for chunk in chunks]


@pytest.fixture
def former(write: Write, synced: Sync, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two documents, ingested by pipeline 1."""
    now = Chunker.chunk

    def then(self: Chunker, document: Document) -> list[Chunk]:
        return formerly(now(self, document))

    write("returns.md", RETURNS)
    write("fees.md", "Fees are 5.00.\n")
    with monkeypatch.context() as past:
        past.setattr("ingestion.chunking.chunker.PIPELINE", "1")
        past.setattr(Chunker, "chunk", then)
        synced()
    assert all("Former" in text for text in embedder.read)
    embedder.read.clear()


def stored(settings: IngestionSettings) -> list[StoredChunk]:
    """What the active generation holds."""
    ledger = open_ledger(settings.ledger)
    active = ledger.generations.active()
    assert active is not None
    chunks = ledger.chunks.of(active.id)
    ledger.close()
    return chunks


@pytest.mark.usefixtures("former")
def test_a_plan_says_that_everything_is_cut_anew(
    docs: Path, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    found = plan(docs, settings, embedder)
    assert (found.reasons, found.documents, found.to_embed) == (("chunker",), (), 3)


@pytest.mark.usefixtures("former")
def test_the_next_sync_cuts_and_embeds_every_document_anew(
    synced: Sync, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    report = synced()
    assert (report.reasons, report.chunks, report.embedded) == (("chunker",), 3, 3)
    assert not any("Former" in text for text in embedder.read)
    assert not any("Former" in each.chunk.context for each in stored(settings))
    assert doctor(settings, embedder) == ()
    assert not synced().applied


@pytest.mark.usefixtures("former")
def test_a_sync_of_one_file_cuts_the_others_anew_too(
    docs: Path, write: Write, synced: Sync, settings: IngestionSettings
) -> None:
    write("fees.md", "Fees are 6.00.\n")
    assert synced(docs / "fees.md").reasons == ("documents", "chunker")
    assert len(stored(settings)) == 3
    assert not any("Former" in each.chunk.context for each in stored(settings))


@pytest.mark.usefixtures("former")
def test_until_then_the_former_index_serves_as_a_whole(searcher: Searcher) -> None:
    hits = searcher.search("return within days label fees", on())
    assert len(hits) == 3
    assert all("Former" in hit.chunk.context for hit in hits)


@pytest.mark.usefixtures("former")
def test_a_sync_that_dies_on_the_way_mixes_nothing(
    docs: Path, settings: IngestionSettings, synced: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("ingestion.build.find_links", die)
        with pytest.raises(KeyboardInterrupt):
            sync(docs, settings, WordEmbedder())
    assert all("Former" in each.chunk.context for each in stored(settings))
    assert synced().reasons == ("chunker",)
    assert not any("Former" in each.chunk.context for each in stored(settings))

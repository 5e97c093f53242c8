"""What serves, in memory or from the ledger: the same chunks, of one generation, until something is written again."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from ingestion.doctor import doctor
from ingestion.ledger import Ledger, open_ledger
from ingestion.ledger.records import Generation, StoredChunk
from ingestion.rollback import rollback
from ingestion.search import Searcher
from ingestion.search.served import IN_MEMORY, InLedger, InMemory, Served, served
from ingestion.settings import IngestionSettings
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.fakes import WordEmbedder

RETURNS = "## Window\n\nReturn within {days} days.\n\n## Label\n\nPrint the label.\n"
QUESTIONS = "- quote: Return within 30 days.\n  questions: [How long have I got?, Can I send it back?]\n"
Read = Callable[[Ledger, Generation], Served]


@pytest.fixture
def ledger(settings: IngestionSettings) -> Iterator[Ledger]:
    """The one that `synced` writes."""
    opened = open_ledger(settings.ledger)
    yield opened
    opened.close()


@pytest.fixture
def shop(write: Write, synced: Sync) -> None:
    """Two documents with a text in common, one with questions."""
    write("returns.md", RETURNS.format(days=30), title="Shop")
    write("returns.questions.yaml", QUESTIONS)
    write("labels.md", "## Label\n\nPrint the label.\n", title="Shop")
    synced()


def active(ledger: Ledger) -> Generation:
    found = ledger.generations.active()
    assert found is not None
    return found


def best(searcher: Searcher) -> str:
    return searcher.search("return within days", on())[0].chunk.body


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("read", [InMemory, InLedger])
class TestEitherWay:
    """The ledger's own answers."""

    def test_chunks_by_id(self, ledger: Ledger, read: Read) -> None:
        serving = read(ledger, active(ledger))
        stored = ledger.chunks.of(active(ledger).id)
        ids = [one.chunk.chunk_id for one in stored]
        assert serving.with_ids([*ids, "unknown"]) == {one.chunk.chunk_id: one.chunk for one in stored}

    def test_chunks_by_the_vector_of_their_text(self, ledger: Ledger, read: Read) -> None:
        stored = ledger.chunks.of(active(ledger).id)
        keys = {one.vector_key for one in stored}
        assert len(keys) < len(stored)
        found = read(ledger, active(ledger)).with_vectors([*keys, "unknown"])
        assert sorted(found, key=_id) == sorted(stored, key=_id)

    def test_a_chunk_by_its_questions_once(self, ledger: Ledger, read: Read) -> None:
        [asked] = [one for one in ledger.chunks.of(active(ledger).id) if one.question_keys]
        assert len(asked.question_keys) == 2
        assert read(ledger, active(ledger)).answering([*asked.question_keys, "unknown"]) == [asked]

    def test_the_chunks_of_its_document_in_order(self, ledger: Ledger, read: Read) -> None:
        serving = read(ledger, active(ledger))
        chunks = [one.chunk for one in ledger.chunks.of(active(ledger).id) if one.chunk.metadata.doc_id == "returns"]
        assert len(chunks) == 2
        assert serving.beside(chunks[1]) == chunks

    def test_the_vectors_of_texts_that_the_ledger_has(self, ledger: Ledger, read: Read) -> None:
        [asked] = [one for one in ledger.chunks.of(active(ledger).id) if one.question_keys]
        chunk_id = asked.chunk.chunk_id
        known = read(ledger, active(ledger)).vectors_of([chunk_id, "unknown"])
        assert {at: vector.tolist() for at, vector in known.items()} == {
            chunk_id: ledger.embeddings.vectors([asked.vector_key])[0].tolist()
        }

    def test_the_collections_of_each_kind(self, ledger: Ledger, read: Read) -> None:
        serving = read(ledger, active(ledger))
        assert [list(serving.collections(kind).values()) for kind in ("text", "question")] == [[2], [2]]

    def test_nothing_of_another_generation(self, ledger: Ledger, read: Read, write: Write, synced: Sync) -> None:
        before = read(ledger, active(ledger))
        write("returns.md", RETURNS.format(days=14), title="Shop")
        synced()
        old, new = (
            next(one for one in ledger.chunks.of(at.id) if "Return within" in one.chunk.text)
            for at in (before.generation, active(ledger))
        )
        after = read(ledger, active(ledger))
        for serving, there, gone in ((before, old, new), (after, new, old)):
            assert [one.chunk.text for one in serving.with_vectors([there.vector_key])] == [there.chunk.text]
            assert serving.with_vectors([gone.vector_key]) == []
            assert serving.with_ids([there.chunk.chunk_id])[there.chunk.chunk_id] == there.chunk


@pytest.mark.parametrize(("chunks", "read"), [(IN_MEMORY, InMemory), (IN_MEMORY + 1, InLedger)])
def test_a_large_generation_stays_in_the_ledger(ledger: Ledger, chunks: int, read: type[Served]) -> None:
    now = datetime(2026, 6, 15, tzinfo=UTC)
    begun = ledger.generations.begin(model_id="m", chunker="c", root="/", now=now)
    ledger.generations.finish(begun.id, documents=1, chunks=chunks, embedded=0)
    ledger.generations.activate(begun.id, now)
    assert isinstance(served(ledger, active(ledger)), read)


@pytest.mark.usefixtures("shop")
class TestAnOpenSearch:
    """It reads again what another process switched on."""

    def test_serves_what_a_sync_brought(self, searcher: Searcher, write: Write, synced: Sync) -> None:
        assert best(searcher) == "Return within 30 days."
        write("returns.md", RETURNS.format(days=14), title="Shop")
        synced()
        assert best(searcher) == "Return within 14 days."

    def test_serves_what_a_rollback_brought(
        self, searcher: Searcher, write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        write("returns.md", RETURNS.format(days=14), title="Shop")
        synced()
        assert best(searcher) == "Return within 14 days."
        rollback(settings, embedder)
        assert best(searcher) == "Return within 30 days."

    def test_serves_what_a_repair_cut_again(
        self, searcher: Searcher, ledger: Ledger, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        with ledger.engine.begin() as connection:
            connection.execute(text("UPDATE chunks SET text = replace(text, '30', '99')"))
        assert best(searcher) == "Return within 99 days."
        doctor(settings, embedder, repair=True)
        assert best(searcher) == "Return within 30 days."


def _id(one: StoredChunk) -> str:
    return one.chunk.chunk_id

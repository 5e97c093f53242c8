"""The same ledger on PostgreSQL."""

from collections.abc import Iterator

import pytest

from ingestion.doctor import doctor
from ingestion.errors import StoreUnreachable, SyncInProgress
from ingestion.ledger import open_ledger
from ingestion.lock import writing
from ingestion.rollback import rollback
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.fakes import WordEmbedder
from tests.postgres import own_schema

pytestmark = pytest.mark.postgres


@pytest.fixture
def settings(settings: IngestionSettings) -> Iterator[IngestionSettings]:
    """A ledger in a schema of its own."""
    with own_schema() as url:
        yield settings.model_copy(update={"ledger_url": url})


def test_sync_search_rollback_and_doctor_work_on_postgresql(
    write: Write, synced: Sync, settings: IngestionSettings, searcher: Searcher, embedder: WordEmbedder
) -> None:
    for days in (45, 30, 14, 10):
        write("returns.md", f"## Window\n\nReturn within {days} days.\n\n## Labels\n\nSee section Window.\n")
        assert synced().applied
    assert not synced().applied
    assert searcher.search("return within days", on())[0].chunk.body == "Return within 10 days."
    assert doctor(settings, embedder) == ()
    assert rollback(settings, embedder).name == "g3"
    assert searcher.search("return within days", on())[0].chunk.body == "Return within 14 days."


def test_two_machines_cannot_sync_at_once(write: Write, synced: Sync, settings: IngestionSettings) -> None:
    write("a.md", "Words.\n")
    ledger = open_ledger(settings.ledger)
    with writing(settings, ledger), pytest.raises(SyncInProgress):
        synced()
    ledger.close()
    assert synced().applied


def test_a_server_that_does_not_answer_is_unreachable_and_its_password_is_not_shown() -> None:
    with pytest.raises(StoreUnreachable) as refused:
        open_ledger("postgresql+psycopg://user:secret@127.0.0.1:9/none")
    assert "secret" not in str(refused.value)

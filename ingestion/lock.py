"""One writer at a time. The lock dies with its process, so a killed sync leaves none behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import text

from ingestion.errors import StoreUnwritable, SyncInProgress
from ingestion.ledger import Ledger
from ingestion.settings import IngestionSettings

_ADVISORY_KEY = 0x636F70696C6F74  # "copilot": any number that no other advisory lock in the database uses


@contextmanager
def writing(settings: IngestionSettings, ledger: Ledger) -> Iterator[None]:
    """Hold the right to change the index. Raises SyncInProgress at once where another process holds it."""
    if ledger.engine.dialect.name == "postgresql":
        with _advisory(ledger):
            yield
    else:
        with _file(settings):
            yield


@contextmanager
def _file(settings: IngestionSettings) -> Iterator[None]:
    lock = FileLock(settings.home / "sync.lock", timeout=0)
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise SyncInProgress from error
    except OSError as error:
        raise StoreUnwritable(str(settings.home), error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _advisory(ledger: Ledger) -> Iterator[None]:
    """Machines that share a PostgreSQL ledger share no files."""
    with ledger.engine.connect() as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY_KEY}):
            raise SyncInProgress
        try:
            yield
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _ADVISORY_KEY})

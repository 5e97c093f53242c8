"""Opens the ledger on SQLite or PostgreSQL."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from ingestion.errors import StoreOutdated, StoreUnreachable, StoreUnwritable
from ingestion.ledger.columns import check_columns
from ingestion.ledger.ledger import Ledger
from ingestion.ledger.tables import Base

_BUSY_MS = 15_000  # how long a writer waits for another before SQLite gives up


def open_ledger(url: str) -> Ledger:
    """The ledger at a SQLAlchemy URL, with its tables. Raises StoreUnwritable, StoreUnreachable, StoreOutdated."""
    parsed = make_url(url)
    try:
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
        if parsed.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        check_columns(engine)
        Base.metadata.create_all(engine)
    except OSError as error:
        raise StoreUnwritable(str(parsed.database), error.strerror or str(error)) from error
    except OperationalError as error:
        raise refusal(engine, error) from error
    except StoreOutdated:
        engine.dispose()
        raise
    return Ledger(engine)


def refusal(engine: Engine, error: OperationalError) -> StoreUnwritable | StoreUnreachable:
    """A database error as a refusal that a person can act on."""
    cause = str(error.orig).splitlines()[0] if error.orig else str(error)
    if engine.dialect.name == "sqlite":
        return StoreUnwritable(str(engine.url.database), cause)
    return StoreUnreachable(f"The ledger at {engine.url.render_as_string(hide_password=True)}", cause)


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Readers go on while a sync writes; foreign keys are enforced."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()

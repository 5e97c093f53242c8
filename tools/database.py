"""The business database: its declarative base, its connections and its transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

from tools.columns import UtcDateTime
from tools.outdated import check_columns
from tools.settings import ToolsSettingError

BUSY_TIMEOUT_MS = 30_000  # how long a SQLite writer waits for others before it fails: as long as for a connection
CREATE_LOCK = 7_264_001  # any number of our own: PostgreSQL replicas that start together take turns creating tables

_THEN = (
    "then `copilot demo` makes the demo's records anew. Records of your own have to be brought over into the tables "
    "that the next start makes."
)


class Base(DeclarativeBase):
    """Every table of the business database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime()}  # noqa: RUF012 - SQLAlchemy reads it, nobody changes it


class Database:
    """One engine, and the two ways to use it. Both give a SQLAlchemy session that nobody else commits."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> "Database":
        """Connect by SQLAlchemy URL, making a SQLite file's folder and whatever tables are missing.

        Raises ToolsSettingError, and OutdatedDatabaseError for a database of another version.
        """
        database = cls(connect(url))
        try:
            with database.write() as session:
                create_tables(session)
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session to look things up with; what it changes is dropped."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises.

        On SQLite it takes the write lock at once, so that what is read inside stays true until it commits.
        """
        with Session(self.engine.execution_options(writes=True)) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def create_tables(session: Session) -> None:
    """Make whatever tables are missing. Whoever else does so waits until this transaction ends.

    Raises OutdatedDatabaseError.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CREATE_LOCK})
    check_columns(connection, Base.metadata, "COPILOT_TOOLS__BUSINESS_URL", _THEN)
    Base.metadata.create_all(connection)


def connect(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL. Raises ToolsSettingError for a URL that names neither."""
    try:
        return _engine(make_url(url))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        scheme = url.partition(":")[0]  # never the rest: it may hold a password
        raise ToolsSettingError(
            f"a database URL beginning with {scheme!r} cannot be used; write sqlite:///FILE or "
            "postgresql+psycopg://USER@HOST/NAME"
        ) from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)  # an error must not quote a customer
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin_sqlite does
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""The copilot's database: SQLite in the state folder by default, PostgreSQL by URL."""

from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase

from tools.database import Database, connect
from tools.outdated import check_columns

CREATE_LOCK = 7_264_002  # any number of our own: PostgreSQL replicas that start together take turns creating tables

_THEN = "the next start makes an empty one. Its conversations and traces stay in the old one."


class Base(DeclarativeBase):
    """The copilot's own metadata; no key crosses into the ledger or the business records."""


def open_database(url: str) -> Database:
    """The database at a SQLAlchemy URL, its missing tables made; connected to just as the business records are.

    Raises OutdatedDatabaseError.
    """
    database = Database(connect(url))
    try:
        with database.write() as session:
            if database.engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CREATE_LOCK})
            check_columns(session.connection(), Base.metadata, "COPILOT_RECORDS_URL", _THEN)
            Base.metadata.create_all(session.connection())
    except BaseException:
        database.close()
        raise
    return database

"""The same facts on every database the records may live in."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from tests.tools.records.shop import Shop
from tools.database import Base, Database

POSTGRES = make_url("postgresql+psycopg://postgres@127.0.0.1:5432/test")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A schema of this run's own, dropped when it ends."""
    engine, schema = create_engine(POSTGRES, connect_args={"connect_timeout": 3}), f"records_{uuid4().hex[:12]}"
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL: {error.orig}")
    yield POSTGRES.update_query_dict({"options": f"-csearch_path={schema} -csynchronous_commit=off"}).render_as_string(
        hide_password=False
    )
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A file nobody else uses."""
    return f"sqlite:///{tmp_path / 'business.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty business database with all its tables."""
    opened = Database.open(request.getfixturevalue(f"{request.param}_url"))
    if request.param == "postgres":
        with opened.write() as session:
            session.execute(text("SET LOCAL session_replication_role = replica"))  # no triggers: refunds go too
            for table in Base.metadata.sorted_tables:
                session.execute(table.delete())
    yield opened
    opened.close()


@pytest.fixture
def shop(database: Database) -> Shop:
    """A customer, another customer, and ways to give them orders."""
    return Shop(database)

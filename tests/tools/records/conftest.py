"""The same facts on every database the records may live in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.postgres import own_schema
from tests.tools.records.shop import Shop
from tools.database import Base, Database


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A schema of this run's own, dropped when it ends."""
    with own_schema("-csynchronous_commit=off") as url:
        yield url


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

"""One demo shop for all facts about it: nothing here writes."""

from collections.abc import Iterator
from datetime import date

import pytest

from tools.database import Database
from tools.records import Records
from tools.seed import seed
from tools.stores import sql_records

TODAY = date(2026, 6, 15)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The demo shop on its own day."""
    database = Database.open(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'business.db'}")
    seed(database.engine, TODAY)
    yield database
    database.close()


@pytest.fixture
def records(demo: Database) -> Iterator[Records]:
    """All its records, to look up."""
    with demo.read() as session:
        yield sql_records(session)

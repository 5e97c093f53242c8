"""The demo shop's desk on PostgreSQL, where writers really meet."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.postgres import own_schema
from tests.tools.desk.counter import TODAY, Counter
from tests.tools.gate.judging import INTENTS
from tools.database import Database
from tools.desk import Desk
from tools.seed import seed
from tools.settings import ToolsSettings


@pytest.fixture
def postgres_counter() -> Iterator[Counter]:
    """A desk on a schema of its own, dropped when the test ends."""
    with own_schema("-csynchronous_commit=off") as url:
        settings = ToolsSettings(business_url=url)
        desk, database = Desk.open(settings, INTENTS), Database.open(settings.database_url)
        seed(database.engine, date.fromisoformat(TODAY))
        counter = Counter(desk, database)
        yield counter
        counter.close()

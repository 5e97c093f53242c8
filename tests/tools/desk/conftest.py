"""The demo shop's desk on PostgreSQL, where writers really meet."""

import os
from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from tests.tools.desk.counter import TODAY, Counter
from tests.tools.gate.judging import INTENTS
from tools.database import Database
from tools.desk import Desk
from tools.seed import seed
from tools.settings import ToolsSettings

POSTGRES = make_url("postgresql+psycopg://postgres@127.0.0.1:5432/test")


@pytest.fixture
def postgres_counter() -> Iterator[Counter]:
    """A desk on a schema of its own, dropped when the test ends."""
    engine, schema = create_engine(POSTGRES, connect_args={"connect_timeout": 3}), f"desk_{uuid4().hex[:12]}"
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL: {error.orig}")
    url = POSTGRES.update_query_dict({"options": f"-csearch_path={schema} -csynchronous_commit=off"})
    settings = ToolsSettings(business_url=url.render_as_string(hide_password=False))
    desk, database = Desk.open(settings, INTENTS), Database.open(settings.database_url)
    seed(database.engine, date.fromisoformat(TODAY))
    counter = Counter(desk, database)
    yield counter
    counter.close()
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()

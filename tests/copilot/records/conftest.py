"""A real database for each test: the same facts on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from copilot.records import Conversation, ConversationStore
from copilot.records.database import Base
from tests.copilot.traces import NOW
from tests.tools.records.conftest import postgres_url as postgres_url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A file nobody else uses, in a folder that is not there yet."""
    return f"sqlite:///{tmp_path / 'state' / 'copilot.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    yield found
    if request.param == "postgres":
        engine = create_engine(make_url(found))
        Base.metadata.drop_all(engine)
        engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[ConversationStore]:
    opened = ConversationStore.open(url)
    yield opened
    opened.close()


@pytest.fixture
def conversation(store: ConversationStore) -> Conversation:
    return store.create_conversation(
        customer_id=None, verified=False, audience="customer", region="uk", created_by="ui-1", now=NOW
    )

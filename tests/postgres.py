"""A schema of one's own on PostgreSQL. Without a server tests that need it skip, and fail in CI."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

_SERVER = make_url(os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test"))


@contextmanager
def own_schema(options: str = "") -> Iterator[str]:
    """The URL of an empty schema, dropped at the end. `options` are the server's, "-csynchronous_commit=off"."""
    engine, schema = create_engine(_SERVER, connect_args={"connect_timeout": 3}), f"test_{uuid4().hex[:12]}"
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL: {error.orig}")
    own = _SERVER.update_query_dict({"options": f"-csearch_path={schema} {options}".strip()})
    yield own.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()

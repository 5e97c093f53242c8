"""A ledger that another version made: seen when it is opened, column by column, before anything is written to it.

`tools/outdated.py` compares in the same lines: neither room may import the other.
"""

from collections.abc import Iterator

from sqlalchemy import Engine, inspect

from ingestion.errors import StoreOutdated
from ingestion.ledger.tables import Base


def check_columns(engine: Engine) -> None:
    """Compare the tables that are there with this version's. Raises StoreOutdated."""
    found = list(_differences(engine))
    if found:
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        raise StoreOutdated(file, engine.url.render_as_string(hide_password=True), found)


def _differences(engine: Engine) -> Iterator[str]:
    seen = inspect(engine)
    for name in sorted(Base.metadata.tables.keys() & set(seen.get_table_names())):
        there = {column["name"]: column for column in seen.get_columns(name)}
        known = Base.metadata.tables[name].columns.keys()
        yield from (f"its table {name} has no column {column}" for column in known if column not in there)
        for column in there.keys() - set(known):
            if not there[column]["nullable"] and there[column]["default"] is None:
                yield f"its table {name} needs a column {column}, which this version does not fill"

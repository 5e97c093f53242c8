"""A database that another version made: seen when it is opened, column by column, before anything is written to it.

`ingestion/ledger/columns.py` compares in the same lines: neither room may import the other.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, MetaData, inspect

from tools.settings import ToolsSettingError

_NAMED = 3  # differences told; the rest of them say nothing new


class OutdatedDatabaseError(ToolsSettingError):
    """The database lacks columns that this version reads, or insists on some that it does not know.

    `setting` names the other database to use where there is no file to move away; `then` says what follows.
    """

    def __init__(self, engine: Engine, differences: list[str], setting: str, then: str) -> None:
        place = engine.url.render_as_string(hide_password=True)
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        way_out = "Move that file away" if file else f"Name an empty database or schema in {setting}"
        told = "; ".join(differences[:_NAMED]) + (" ..." if len(differences) > _NAMED else "")
        super().__init__(f"The database {file or place} was made by another version: {told}.\nFix: {way_out}; {then}")
        self.differences = differences


def check_columns(connection: Connection, metadata: MetaData, setting: str, then: str) -> None:
    """Compare the tables that are there with `metadata`: those that are not are made later.

    Raises OutdatedDatabaseError.
    """
    found = list(_differences(connection, metadata))
    if found:
        raise OutdatedDatabaseError(connection.engine, found, setting, then)


def _differences(connection: Connection, metadata: MetaData) -> Iterator[str]:
    seen = inspect(connection)
    for name in sorted(metadata.tables.keys() & set(seen.get_table_names())):
        there = {column["name"]: column for column in seen.get_columns(name)}
        known = metadata.tables[name].columns.keys()
        yield from (f"its table {name} has no column {column}" for column in known if column not in there)
        for column in there.keys() - set(known):
            if not there[column]["nullable"] and there[column]["default"] is None:
                yield f"its table {name} needs a column {column}, which this version does not fill"

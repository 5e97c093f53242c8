"""What changed in the business records between two moments, row by row, read straight from the SQLite file."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

from evals.business import BUSINESS
from evals.episode import RowChange

Table = Mapping[str, Mapping[str, Any]]  # key -> column -> value
Snapshot = Mapping[str, Table]  # by table name

KEPT_BY_DATABASE = frozenset({"refunded_minor", "delivery_refunded_minor"})  # sums that follow the refunds by trigger


def snapshot(database: Path, tables: frozenset[str] = BUSINESS) -> Snapshot:
    """Every row of `tables`, without the sums the database keeps itself. Raises LookupError for an unknown table."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return {table: _rows(connection, table) for table in sorted(tables)}


def changes(seeded: Path, played: Path, tables: frozenset[str] = BUSINESS) -> tuple[RowChange, ...]:
    """What `difference` of the two files' snapshots says, read from the rows that differ alone.

    Raises LookupError for an unknown table.
    """
    with closing(sqlite3.connect(f"file:{played}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("ATTACH ? AS seeded", (f"file:{seeded}?mode=ro",))
        before = {table: _rows(connection, table, "seeded", "main") for table in sorted(tables)}
        after = {table: _rows(connection, table, "main", "seeded") for table in sorted(tables)}
    return difference(before, after)


def difference(before: Snapshot, after: Snapshot) -> tuple[RowChange, ...]:
    """Inserted, updated and deleted rows, by table and key."""
    changes = []
    for table in sorted(before.keys() | after.keys()):
        old, new = before.get(table, {}), after.get(table, {})
        changes += [_change(table, key, old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys())]
    return tuple(change for change in changes if change is not None)


def _change(table: str, key: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> RowChange | None:
    if old == new:
        return None
    kind: Literal["insert", "update", "delete"] = "insert" if old is None else "delete" if new is None else "update"
    changed = tuple(sorted(name for name in new if new[name] != old.get(name))) if old and new else ()
    return RowChange(table, kind, key, dict(new or old or {}), changed)


def _rows(connection: sqlite3.Connection, table: str, there: str = "main", but_not: str | None = None) -> Table:
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", (table,)).fetchall()
    if not columns:
        raise LookupError(f"the business database has no table {table!r}")
    keys = [column["name"] for column in columns if column["pk"]]
    shown = [column["name"] for column in columns if column["name"] not in KEPT_BY_DATABASE]
    query = f'SELECT * FROM {there}."{table}"'  # noqa: S608 - the table exists, so the name is no text
    if but_not is not None:
        query += f' EXCEPT SELECT * FROM {but_not}."{table}"'  # noqa: S608
    rows = connection.execute(query)
    return {"/".join(str(row[key]) for key in keys): {name: row[name] for name in shown} for row in rows}

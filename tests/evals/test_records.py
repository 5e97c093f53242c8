"""Row changes, read from a real SQLite file."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from evals.records import changes, difference, snapshot


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "business.db"
    _do(
        path,
        "CREATE TABLE orders (id TEXT PRIMARY KEY, status TEXT, refunded_minor INTEGER)",
        "CREATE TABLE parts (refund TEXT, position INTEGER, amount INTEGER, PRIMARY KEY (refund, position))",
        "CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT)",
        "INSERT INTO orders VALUES ('FH-1', 'processing', 0), ('FH-2', 'delivered', 0)",
    )
    return path


def _do(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def _changes(path: Path, *statements: str) -> list[str]:
    """As two snapshots show it, and two files: they must agree."""
    tables = frozenset({"orders", "parts"})
    before, seeded = snapshot(path, tables), path.with_name("seeded.db")
    shutil.copy(path, seeded)
    _do(path, *statements)
    found = difference(before, snapshot(path, tables))
    assert changes(seeded, path, tables) == found
    return [str(change) for change in found]


def test_nothing_done_is_nothing_changed(database: Path) -> None:
    assert _changes(database) == []


def test_inserts_updates_and_deletes_are_told_apart_by_key(database: Path) -> None:
    assert _changes(
        database,
        "UPDATE orders SET status = 'cancelled' WHERE id = 'FH-1'",
        "DELETE FROM orders WHERE id = 'FH-2'",
        "INSERT INTO parts VALUES ('RF-1', 1, 6400)",
    ) == ["update orders FH-1 (status)", "delete orders FH-2", "insert parts RF-1/1"]


def test_a_changed_row_shows_its_values_after_and_a_deleted_one_before(database: Path) -> None:
    before = snapshot(database, frozenset({"orders"}))
    _do(database, "UPDATE orders SET status = 'packed' WHERE id = 'FH-1'", "DELETE FROM orders WHERE id = 'FH-2'")
    updated, deleted = difference(before, snapshot(database, frozenset({"orders"})))
    assert (updated.values["status"], deleted.values["status"]) == ("packed", "delivered")


def test_sums_the_database_keeps_itself_are_no_change(database: Path) -> None:
    assert _changes(database, "UPDATE orders SET refunded_minor = 6400 WHERE id = 'FH-1'") == []


def test_bookkeeping_tables_are_not_looked_at(database: Path) -> None:
    assert _changes(database, "INSERT INTO audit VALUES (1, 'x')") == []


def test_a_table_that_is_not_there_is_an_error_and_no_empty_table(database: Path) -> None:
    with pytest.raises(LookupError, match="'refunds'"):
        snapshot(database, frozenset({"refunds"}))

"""Copies of the seeded records for cases that write. A copy is made anew for each case; what opened it is used again.

SQLAlchemy compiles a statement once an engine: an engine a case would compile all of them again.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import mkdtemp

from sqlalchemy import event
from sqlalchemy.pool import ConnectionPoolEntry

from copilot.records.database import open_database
from tools.database import Database

_WITH = ("", "-wal", "-shm")  # what SQLite keeps beside a database


@dataclass(frozen=True, slots=True)
class Copy:
    """Business records as they were seeded, and a database without a conversation."""

    business: Database
    file: Path  # of the business records
    conversations: Database

    def close(self) -> None:
        """Let go of the files."""
        self.business.close()
        self.conversations.close()


class Copies:
    """As many copies as are in use at once. Safe to share between threads."""

    def __init__(self, seeded: Path) -> None:
        """`seeded` is the business database, complete and closed; it is only read."""
        self.seeded = seeded
        self._folder = Path(mkdtemp(prefix="cases-", dir=seeded.parent))
        self._empty = self._folder / "no-conversations.db"
        open_database(f"sqlite:///{self._empty}").close()
        self._free: SimpleQueue[Copy] = SimpleQueue()

    @contextmanager
    def one(self) -> Iterator[Copy]:
        """A copy that nobody else has."""
        try:
            copy = self._free.get_nowait()
        except Empty:
            copy = self._new()
        for original, database in ((self.seeded, copy.business), (self._empty, copy.conversations)):
            _renew(original, _file(database))
        try:
            yield copy
        finally:
            copy.close()
            self._free.put(copy)

    def close(self) -> None:
        """Remove them."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _new(self) -> Copy:
        folder = Path(mkdtemp(dir=self._folder))
        file = Path(shutil.copy(self.seeded, folder / "business.db"))
        business = Database.open(f"sqlite:///{file}")
        conversations = open_database(f"sqlite:///{folder / 'copilot.db'}")
        for database in (business, conversations):
            event.listen(database.engine, "connect", _without_waiting)
        copy = Copy(business, file, conversations)
        copy.close()
        return copy


def _file(database: Database) -> Path:
    return Path(str(database.engine.url.database))


def _renew(original: Path, file: Path) -> None:
    for suffix in _WITH:
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.copy(original, file)


def _without_waiting(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    """Nobody needs a case's records after a power cut."""
    connection.execute("PRAGMA synchronous=OFF")

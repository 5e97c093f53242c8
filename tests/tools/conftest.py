"""The demo shop behind a desk, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.tools.desk.counter import TODAY, Counter
from tests.tools.gate.judging import demo_gate
from tools.database import Database
from tools.gate.gate import Gate
from tools.seed import seed


@pytest.fixture(scope="session")
def gate() -> Gate:
    """The shop's own rules."""
    return demo_gate()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A business database with the demo shop in it; nobody writes to it."""
    path = tmp_path_factory.mktemp("seeded") / "business.db"
    database = Database.open(f"sqlite:///{path}")
    seed(database.engine, date.fromisoformat(TODAY))
    database.close()
    return path


@pytest.fixture
def counter(seeded: Path, tmp_path: Path) -> Iterator[Counter]:
    """A desk on a copy of the demo shop, at noon of its day."""
    shutil.copy(seeded, tmp_path / "business.db")
    opened = Counter.open(tmp_path)
    yield opened
    opened.close()

"""One shop for a module's turns, and one for a test whose turns write."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingestion.embedding import Embedder
from tests.copilot.turn.shop import Shop


@pytest.fixture(scope="module")
def shop(demo_home: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """For turns that write nothing: every test sees all that was written."""
    opened = Shop.open(demo_home, tmp_path_factory.mktemp("shop") / "home", embedder)
    yield opened
    opened.close()


@pytest.fixture
def own_shop(demo_home: Path, embedder: Embedder, tmp_path: Path) -> Iterator[Shop]:
    opened = Shop.open(demo_home, tmp_path / "home", embedder)
    yield opened
    opened.close()

"""One real house for all tests of this folder, over three of the sample documents."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from evals.house import House

SAMPLE_DOCS = Path(__file__).parents[2] / "sample_docs"
FEW = ("returns-policy-2026.md", "order-changes-and-cancellation.md", "final-sale.md")


@pytest.fixture(scope="session")
def few_docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small folder of documents: quick to ingest."""
    folder = tmp_path_factory.mktemp("docs")
    for name in FEW:
        shutil.copy(SAMPLE_DOCS / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def house(few_docs: Path) -> "Iterator[House]":
    """The production turn over them, with the demo's records."""
    from evals.house import open_house  # the whole copilot: not for tests of a metric

    with open_house(few_docs) as opened:
        yield opened

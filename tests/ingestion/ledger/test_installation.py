"""The installation's name is made once, whoever asks first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingestion.ledger import Ledger, open_ledger
from ingestion.ledger.installation import Installation


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield opened
    opened.close()


def test_the_name_outlives_its_process(ledger: Ledger, tmp_path: Path) -> None:
    name = ledger.installation.name()
    again = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    assert again.installation.name() == name
    again.close()


def test_who_comes_second_takes_the_name_that_is_there(ledger: Ledger) -> None:
    def beaten() -> str:
        first.name()  # another process, between the look and the write
        return "second"

    first = Installation(ledger.engine, lambda: "first")
    assert Installation(ledger.engine, beaten).name() == "first"

"""What is broken on purpose is seen by the figure that was named beforehand. Some minutes: every case ten times."""

import io

import pytest
from rich.console import Console

from evals.cases import DEV, load
from evals.variants import command
from evals.variants.file import mutations
from tests.evals.conftest import SAMPLE_DOCS


@pytest.mark.soak
def test_every_mutation_is_caught() -> None:
    console = Console(width=200, file=io.StringIO(), record=True)
    unseen = command.mutate(load(DEV), DEV, SAMPLE_DOCS, 4, [], console)
    table = console.export_text()
    assert unseen == (), table
    assert all(mutation.name in table for mutation in mutations())

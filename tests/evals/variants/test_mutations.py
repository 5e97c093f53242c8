"""What is broken on purpose is seen by the figure that was named beforehand. Some minutes: every case ten times."""

import io

import pytest
from rich.console import Console

from evals.cases import DEV, load
from evals.variants import command
from evals.variants.file import mutations
from tests.evals.conftest import SAMPLE_DOCS

# Two of the 216 cases rest on that rule, and five lost without one won is the least that chance does not explain. Of
# eight hits a part, four become evidence: the other four are looked at by nobody.
BLIND = {"remove the rule on Final sale", "halve k"}


@pytest.mark.soak
def test_every_mutation_is_caught_but_for_the_known_blind_spots() -> None:
    console = Console(width=200, file=io.StringIO(), record=True)
    unseen = command.mutate(load(DEV), DEV, SAMPLE_DOCS, 4, [], console)
    table = console.export_text()
    assert set(unseen) <= BLIND, table
    assert all(mutation.name in table for mutation in mutations())

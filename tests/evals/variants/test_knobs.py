"""One thing varies, or nothing is compared."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from evals.agents.gold import GoldReplay
from evals.cases import Case
from evals.comparison.run import Run
from evals.episode import Episode
from evals.errors import CannotRun
from evals.runner import run
from evals.variants.experiment import Played, held_against
from evals.variants.file import mutations, variants
from evals.variants.knobs import Knobs, differing, one_thing
from tests.evals.builders import case

LADDER = (("prompt-only", "with-retrieval", "retrieval"), ("with-retrieval", "with-tools", "tools"))


@pytest.mark.parametrize(("base", "variant", "knob"), [*LADDER, ("shipped", "half-the-hits", "k")])
def test_each_step_of_the_ladder_is_one_thing(base: str, variant: str, knob: str) -> None:
    known = variants()
    assert one_thing(known[base], known[variant]) == knob


@pytest.mark.parametrize(
    ("variant", "said"),
    [(Knobs(), "vary nothing"), (Knobs(k=3, tools=False), "vary 2 things: tools, k")],
)
def test_nothing_and_two_things_are_refused(variant: Knobs, said: str) -> None:
    with pytest.raises(CannotRun, match=said):
        one_thing(Knobs(), variant)


def test_every_mutation_breaks_one_thing_and_names_who_sees_it() -> None:
    found = mutations()
    assert [len(differing(mutation.base, mutation.broken)) for mutation in found] == [1] * len(found)
    assert {str(mutation.family) for mutation in found} == {"retrieval", "tools", "answer"}


def test_a_composer_has_no_instructions_to_vary() -> None:
    with pytest.raises(ValidationError, match="for a writer that is a model"):
        Knobs(examples=2)


def test_a_mistake_in_the_file_is_named_with_its_field(tmp_path: Path) -> None:
    (tmp_path / "v.yaml").write_text("variants: {mine: {kk: 4}}")
    with pytest.raises(CannotRun, match=r"v\.yaml: variants\.mine\.kk"):
        variants(tmp_path / "v.yaml")


class Versioned:
    """The gold replay under other rules."""

    name = "versioned"

    def __init__(self, rules: str) -> None:
        self.rules = rules

    def play(self, one: Case) -> Episode:
        gold = GoldReplay().play(one)
        traces = tuple(t and t.model_copy(update={"versions": {"rules": self.rules}}) for t in gold.traces)
        return Episode(one, traces, gold.changes)


def _played(knobs: Knobs, rules: str = "1", rulers: str = "1") -> Played:
    judged = run([case({})], Versioned(rules))
    return Played("played", knobs, judged, Run.of("played", judged, {"gates": rulers}))


def test_what_may_change_with_the_knob_may_change() -> None:
    found = held_against(_played(Knobs()), _played(Knobs(without_rule="unconfirmed"), rules="2"))
    assert found.cases == 1


def test_rules_that_changed_beside_the_knob_are_refused() -> None:
    with pytest.raises(CannotRun, match="k was to vary, and rules did too"):
        held_against(_played(Knobs()), _played(Knobs(k=3), rules="2"))


def test_gates_that_changed_between_the_two_are_refused() -> None:
    with pytest.raises(CannotRun, match="gates changed"):
        held_against(_played(Knobs()), _played(Knobs(k=3), rulers="2"))

"""Two runs on the same cases: what is paired, what is refused, what flipped."""

from pathlib import Path

import pytest

from evals.agents.gold import GoldReplay
from evals.agents.trivial import never_calls
from evals.cases import DEV, Case, load
from evals.comparison.compare import compare
from evals.comparison.run import Run, fingerprint
from evals.errors import CannotRun
from evals.metrics import Family
from evals.runner import run


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return load(DEV)


@pytest.fixture(scope="module")
def gold(cases: tuple[Case, ...]) -> Run:
    return Run.of("gold", run(cases, GoldReplay()), {"rules": "1"})


@pytest.fixture(scope="module")
def silent(cases: tuple[Case, ...]) -> Run:
    return Run.of("never calls", run(cases, never_calls()), {"rules": "1"})


def test_a_run_against_itself_is_all_ties(gold: Run) -> None:
    found = compare(gold, gold)
    assert {(f.won, f.lost) for f in (found.whole, *found.families.values(), *found.slices.values())} == {(0, 0)}
    assert (found.flipped, found.left_out, found.rulers) == ((), (), ())


def test_an_agent_that_stops_calling_loses_tools_and_nothing_else(gold: Run, silent: Run) -> None:
    found = compare(gold, silent)
    assert found.worse[Family.TOOLS] < 0.001
    assert {f for f, flips in found.families.items() if flips.lost} == {Family.TOOLS}
    assert found.metrics["tool_recall"].interval.high < 0
    assert found.metrics["key_facts"].value == 0
    assert {flip.families for flip in found.flipped} == {("tools lost",)}


def test_what_one_run_loses_the_other_way_round_is_won(gold: Run, silent: Run) -> None:
    there, back = compare(gold, silent).whole, compare(silent, gold).whole
    assert (there.won, there.lost, there.p_worse) == (back.lost, back.won, back.p_better)


def test_other_cases_are_refused_unless_told_and_then_named(gold: Run) -> None:
    relabelled = gold.cases[0].model_copy(update={"fingerprint": "other"})
    other = gold.model_copy(update={"cases": (relabelled, *gold.cases[2:])})
    with pytest.raises(CannotRun, match=gold.cases[1].id):
        compare(gold, other)
    found = compare(gold, other, common=True)
    assert found.left_out == tuple(sorted(case.id for case in gold.cases[:2]))
    assert found.cases == len(gold.cases) - 2


def test_no_common_case_is_no_comparison(gold: Run) -> None:
    with pytest.raises(CannotRun, match="no case in common"):
        compare(gold, gold.model_copy(update={"cases": ()}), common=True)


def test_a_case_of_the_same_name_in_other_words_is_not_shared(gold: Run) -> None:
    reworded = tuple(case.model_copy(update={"fingerprint": f"{case.fingerprint}x"}) for case in gold.cases)
    assert gold.shares(gold.model_copy(update={"cases": (*reworded, gold.cases[0])}))
    assert not gold.shares(gold.model_copy(update={"cases": reworded}))


def test_another_ruler_is_named(gold: Run) -> None:
    assert compare(gold, gold.model_copy(update={"rulers": {"rules": "2"}})).rulers == ("rules",)


def test_a_baseline_reads_back_as_it_was_written(gold: Run, tmp_path: Path) -> None:
    gold.write(tmp_path / "baseline.json")
    assert Run.read(tmp_path / "baseline.json") == gold


def test_a_file_that_is_no_report_says_which_field(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"agent": "a", "cases": [{"id": "b"}]}')
    with pytest.raises(CannotRun, match=r"x\.json: cases\.0\.fingerprint"):
        Run.read(tmp_path / "x.json")


def test_a_case_keeps_its_fingerprint_until_it_says_something_else(cases: tuple[Case, ...]) -> None:
    noted = cases[0].model_copy(update={"note": "seen again"})
    assert fingerprint(noted) == fingerprint(cases[0])
    assert len({fingerprint(case) for case in cases}) == len(cases)

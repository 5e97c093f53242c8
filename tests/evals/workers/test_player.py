"""The same cases in one process, in one worker and in two: the same report."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evals.cases import DEV, Case, load
from evals.house import House, open_house
from evals.prepared import as_shipped
from evals.report import as_json, build
from evals.runner import run
from evals.variants.apply import Varied
from evals.variants.knobs import Knobs
from evals.workers import Crew
from tests.evals.builders import gates_file

SLICES = ("confirmation", "single_clause", "unverified")


@pytest.fixture(scope="module")
def manned(house: House) -> Iterator[House]:
    with Crew(2) as crew:
        yield replace(house, crew=crew)


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    chosen = [[one for one in load(DEV) if name in one.slices][:3] for name in SLICES]
    return tuple({one.id: one for some in chosen for one in some}.values())


def _without_times(judged: object) -> object:
    report = as_json(build("copilot", judged, gates_file()))  # type: ignore[arg-type]
    return {name: value for name, value in report.items() if name != "times"}


def test_the_report_does_not_depend_on_how_many_play(manned: House, cases: tuple[Case, ...]) -> None:
    here = _without_times(run(cases, manned.agent, workers=1))
    assert _without_times(run(cases, manned.player(), workers=1)) == here
    assert _without_times(run(cases, manned.player(), workers=2)) == here


def test_a_first_run_and_the_next_give_the_same_report(few_docs: Path, cases: tuple[Case, ...], tmp_path: Path) -> None:
    reports, files = [], []
    for _ in ("first", "next"):
        with Crew(2) as crew, open_house(few_docs, tmp_path, crew=crew) as house:
            reports.append(_without_times(run(cases, house.player(), workers=2)))
        files.append({file.name for file in tmp_path.iterdir()})
    assert reports[0] == reports[1]
    assert files[0] == files[1] != set()


def test_a_variant_is_played_by_the_crew_as_it_is_played_here(manned: House, cases: tuple[Case, ...]) -> None:
    recipe = Varied(Knobs(k=1))
    varied = _without_times(run(cases, manned.player(recipe), workers=2))
    assert varied == _without_times(run(cases, recipe(manned), workers=1))
    assert varied != _without_times(run(cases, manned.player(as_shipped), workers=2))

"""The suite judged by agents whose worth is known: the labels replayed score 1, the trivial ones fail and say why."""

import io

import pytest
from rich.console import Console

from evals.agents import Agent
from evals.agents.exam import Examined, examine, show
from evals.agents.trivial import always_refuses
from evals.cases import DEV, Case, load
from evals.gates import DEFAULT, Decision, read
from evals.metrics import METRICS
from evals.report import Report, as_json, build
from evals.runner import run
from tests.evals.builders import case
from tools.catalogue import discover
from tools.tool import Effect

EVERYBODY = ["gold replay", "always refuses", "always answers", "never calls", "calls everything"]


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return load(DEV)


@pytest.fixture(scope="module")
def examined(cases: tuple[Case, ...]) -> dict[str, Examined]:
    effects = {name: tool.effect for name, tool in discover("tools").tools.items()}
    return {one.report.agent: one for one in examine(cases, read(DEFAULT), effects)}


def _report(cases: tuple[Case, ...], agent: Agent) -> Report:
    return build(agent.name, run(cases, agent), read(DEFAULT))


def test_replaying_the_labels_scores_one_in_every_family(examined: dict[str, Examined]) -> None:
    report = examined["gold replay"].report
    wrong = {scored.case.id: [(m.name, s.reason) for m, s in scored.problems] for scored in report.cases}
    assert {case: problems for case, problems in wrong.items() if problems} == {}
    perfect = {metric.name: 0.0 if metric.error else 1.0 for metric in METRICS}
    assert {name: figure.value for name, figure in report.figures.items()} == perfect
    assert report.verdict is not Decision.FAIL


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_ends_as_they_should_and_the_trivial_fail(examined: dict[str, Examined], name: str) -> None:
    assert examined[name].as_it_should_be, examined[name].failed
    assert (examined[name].report.verdict is Decision.FAIL) == (name != "gold replay")


def test_never_calling_fails_nothing_that_it_does_right(examined: dict[str, Examined]) -> None:
    assert set(examined["never calls"].failed) == {"tool_recall", "exact_calls"}


def test_cases_that_cannot_tell_a_useless_agent_are_seen() -> None:
    quiet = case({"outcome": "refused"})
    found = {one.report.agent: one for one in examine([quiet], read(DEFAULT), {"look_up_order": Effect.READ})}
    assert found["gold replay"].as_it_should_be
    assert not found["always refuses"].as_it_should_be


def test_the_table_names_the_gates_that_stopped_each(examined: dict[str, Examined]) -> None:
    console = Console(width=240, file=io.StringIO(), record=True)
    show(tuple(examined.values()), console)
    text = console.export_text()
    assert all(name in text for name in EVERYBODY)
    assert "unauthorised_writes 1.000" in text


def test_the_same_run_gives_the_same_report(cases: tuple[Case, ...]) -> None:
    assert as_json(_report(cases, always_refuses())) == as_json(_report(cases, always_refuses()))

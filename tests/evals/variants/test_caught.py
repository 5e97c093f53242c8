"""When a mutation counts as caught: case by case in the figure named beforehand, or by its gate."""

import pytest

from evals.agents.gold import GoldReplay
from evals.cases import Case
from evals.comparison.run import Run
from evals.episode import Episode
from evals.runner import run
from evals.variants.caught import Caught, judge
from evals.variants.experiment import Played
from evals.variants.file import Mutation
from evals.variants.knobs import Knobs
from tests.evals.builders import case, gates_file, gold

CLAUSE = gold("returns-policy", "You may return most items within 30 days of delivery.")
BROKEN = Knobs(k=1)


class Losing:
    """The gold replay that finds nothing in the first so many cases."""

    name = "losing"

    def __init__(self, lost: int) -> None:
        self.lost = lost

    def play(self, one: Case) -> Episode:
        played = GoldReplay().play(one)
        if int(one.id) >= self.lost:
            return played
        traces = tuple(trace and trace.model_copy(update={"hits": (), "evidence": ()}) for trace in played.traces)
        return Episode(one, traces, played.changes)


def _played(lost: int, knobs: Knobs, of: int) -> Played:
    cases = [case({"gold": [CLAUSE]}, id=str(number)) for number in range(of)]
    judged = run(cases, Losing(lost), workers=1)
    return Played("played", knobs, judged, Run.of("played", judged))


def _caught(lost: int, seen_by: str = "context_recall", *, before: int = 0, of: int = 8) -> Caught:
    mutation = Mutation(name="broken", broken=BROKEN, seen_by=seen_by)
    return judge(mutation, _played(before, Knobs(), of), _played(lost, BROKEN, of), gates_file())


@pytest.mark.parametrize(("lost", "caught"), [(0, False), (4, False), (5, True)])
def test_five_cases_worse_and_none_better_are_more_than_chance(lost: int, caught: bool) -> None:
    found = _caught(lost)
    assert (found.cases.lost, found.cases.won, found.caught) == (lost, 0, caught)


def test_what_got_better_catches_nothing() -> None:
    found = _caught(0, before=8)
    assert (found.cases.won, found.caught, found.stopped_by) == (8, False, ())


def test_a_gate_that_fails_catches_what_too_few_cases_show() -> None:
    found = _caught(4, "evidence_recall", of=4)
    assert found.cases.p_worse > found.worse_at
    assert (found.gate, found.caught) == (True, True)
    assert "evidence_recall" in found.stopped_by


def test_a_gate_that_had_failed_before_catches_nothing() -> None:
    assert not _caught(4, "evidence_recall", before=4, of=4).gate


def test_what_stops_a_deploy_is_named_and_needs_more_than_one_figure_does() -> None:
    assert _caught(6, of=200).stopped_by == ()
    assert _caught(7, of=200).stopped_by == ("retrieval since the baseline", "answer since the baseline")


def test_a_figure_that_no_case_has_catches_nothing() -> None:
    found = _caught(5, "tool_recall")
    assert (found.moved, found.cases.of, found.caught) == (None, 0, False)

"""Worker processes: who does a job, and what comes of one that fails or dies."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import pytest

from evals.agents.gold import GoldReplay
from evals.cases.schema import Case
from evals.episode import Episode
from evals.errors import JobFailed
from evals.kept import Kept
from evals.runner import run
from evals.scoring import Verdict
from evals.workers import Crew, WorkerDied
from tests.evals.builders import case
from tests.evals.workers.jobs import Die, Fail, Interrupted, Say, Threads


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(2) as opened:
        yield opened


def test_jobs_are_done_elsewhere_by_no_more_processes_than_the_crew_has(crew: Crew) -> None:
    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(lambda i: crew.ask(Say(str(i))), range(12)))
    assert [words for words, _ in said] == [str(i) for i in range(12)]
    assert 1 <= len({process for _, process in said}) <= 2


def test_a_worker_computes_in_one_thread(crew: Crew) -> None:
    assert crew.ask(Threads()) == {1}


def test_what_a_job_raises_is_told_as_its_cause_and_the_worker_goes_on(crew: Crew) -> None:
    _, before = crew.ask(Say("a"))
    with pytest.raises(JobFailed, match="ValueError: no such order"):
        crew.ask(Fail("no such order"))
    assert crew.ask(Say("b"))[1] == before


def test_a_worker_that_dies_is_an_error_at_once_and_is_replaced(crew: Crew) -> None:
    for _ in range(3):  # more deaths than the crew has processes
        with pytest.raises(WorkerDied, match="exit code -9"):
            crew.ask(Die())
    assert crew.ask(Say("next"))[0] == "next"


def test_a_worker_leaves_the_terminals_interrupt_to_the_run(crew: Crew) -> None:
    assert crew.ask(Interrupted()) == "still here"


class Deadly:
    """Plays in the crew; one case kills its process."""

    name = "deadly"

    def __init__(self, crew: Crew) -> None:
        self.crew = crew

    def play(self, one: Case) -> Episode:
        self.crew.ask(Die() if one.id == "deadly" else Say("fine"))
        raise LookupError("played")


def test_only_the_case_whose_worker_died_is_unscored_for_it(crew: Crew) -> None:
    cases = [case({}, id=name) for name in ("first", "deadly", "third", "fourth")]
    judged = run(cases, Deadly(crew), workers=2)
    assert {scored.verdict for scored in judged} == {Verdict.UNSCORED}
    causes = {scored.case.id: scored.cause for scored in judged}
    assert "WorkerDied" in str(causes.pop("deadly"))
    assert set(causes.values()) == {"LookupError: played"}


class Interrupting:
    """The gold replay, each case after a job of the crew; with the fifth comes the terminal's Ctrl-C."""

    name = "gold replay"

    def __init__(self, crew: Crew) -> None:
        self.crew, self.played, self.counting = crew, 0, Lock()

    def play(self, one: Case) -> Episode:
        with self.counting:  # two threads play: neither may count past the fifth
            self.played += 1
            fifth = self.played == 5
        if fifth:
            os.kill(os.getpid(), signal.SIGINT)
        self.crew.ask(Say(one.id))
        return GoldReplay().play(one)


def test_what_was_played_before_an_interrupt_is_not_played_again(crew: Crew, tmp_path: Path) -> None:
    cases = [case({}, id=f"case-{i}") for i in range(200)]
    with pytest.raises(KeyboardInterrupt):
        run(cases, Interrupting(crew), workers=2, kept=Kept(tmp_path / "u.jsonl", "same"))
    kept = Kept(tmp_path / "u.jsonl", "same")
    assert 4 <= len(kept) < len(cases)
    before, resumed = len(kept), Interrupting(crew)
    resumed.played = 5
    judged = run(cases, resumed, workers=2, kept=kept)
    assert resumed.played - 5 == len(cases) - before
    assert {scored.verdict for scored in judged} == {Verdict.PASS}

"""A run that was interrupted goes on with what it had finished, and with nothing else."""

from pathlib import Path

import pytest

from copilot.turn.outcome import Outcome
from evals.agents.gold import GoldReplay
from evals.cases import DEV, Case, load
from evals.episode import Episode
from evals.kept import Kept, key
from evals.report import as_json, build
from evals.runner import run
from tests.evals.builders import case, gates_file


class Counting:
    """The gold replay, counting; breaks down after `most` episodes."""

    name = "gold replay"

    def __init__(self, most: int) -> None:
        self.most, self.played = most, 0

    def play(self, one: Case) -> Episode:
        if self.played == self.most:
            raise KeyboardInterrupt
        self.played += 1
        return GoldReplay().play(one)


def test_an_interrupted_run_continues_and_reports_the_same(tmp_path: Path) -> None:
    cases = load(DEV)[:12]
    with pytest.raises(KeyboardInterrupt):
        run(cases, Counting(5), workers=1, kept=Kept(tmp_path / "u.jsonl", "same"))
    agent = Counting(100)
    resumed = run(cases, agent, kept=Kept(tmp_path / "u.jsonl", "same"))
    assert agent.played == 7
    whole = run(cases, GoldReplay())
    assert as_json(build("gold", resumed, gates_file())) == as_json(build("gold", whole, gates_file()))


def test_another_code_or_document_starts_anew(tmp_path: Path) -> None:
    Kept(tmp_path / "u.jsonl", "one").put(GoldReplay().play(case({})), 0)
    assert len(Kept(tmp_path / "u.jsonl", "other")) == 0


def test_a_case_that_says_something_else_is_played_again(tmp_path: Path) -> None:
    Kept(tmp_path / "u.jsonl", "same").put(GoldReplay().play(case({})), 0)
    kept = Kept(tmp_path / "u.jsonl", "same")
    assert kept.get(case({}), 0) is not None
    assert kept.get(case({}), 1) is None
    assert kept.get(case({"outcome": Outcome.REFUSED}), 0) is None


def test_a_line_that_was_cut_off_is_dropped(tmp_path: Path) -> None:
    file = tmp_path / "u.jsonl"
    Kept(file, "same").put(GoldReplay().play(case({})), 0)
    with file.open("a") as open_file:
        open_file.write('{"case": "half')
    assert len(Kept(file, "same")) == 1


def test_the_key_changes_with_documents_and_settings(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one")
    first = key(tmp_path, {"llm": None})
    assert first == key(tmp_path, {"llm": None})
    assert first != key(tmp_path, {"llm": "openai:x"})
    (tmp_path / "a.md").write_text("two")
    assert first != key(tmp_path, {"llm": None})

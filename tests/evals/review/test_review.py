"""`evals review`: blind, in the seed's order, counted with an interval; reviews of other answers count for nothing."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console

from evals.errors import CannotRun
from evals.judge.rubric import DEFAULT
from evals.judge.rubric import read as read_rubric
from evals.review import command
from evals.review.pairs import pair
from evals.review.summary import Review, Word, read, summarise

NAMES = [f"case-{number:02}" for number in range(20)]


def _report(file: Path, answers: Mapping[str, str], said: str = "Hi") -> Path:
    cases = [
        {"id": name, "verdict": "pass", "turns": [{"say": said, "answer": text, "outcome": "answered"}, None]}
        for name, text in answers.items()
    ]
    file.write_text(json.dumps({"cases": cases}))
    return file


@pytest.fixture
def reports(tmp_path: Path) -> tuple[Path, Path]:
    a = _report(tmp_path / "a.json", {name: f"left {name}" for name in NAMES} | {"same": "x", "only-a": "x"})
    b = _report(tmp_path / "b.json", {name: f"right {name}" for name in NAMES} | {"same": "x", "only-b": "x"})
    return a, b


def _console() -> Console:
    return Console(width=200, file=io.StringIO(), record=True)


def test_the_seed_decides_both_orders_and_neither_side_is_always_first(reports: tuple[Path, Path]) -> None:
    first, again, other = (pair(*reports, seed) for seed in (1, 1, 2))
    assert first == again
    assert [one.id for one in first.differing] != [one.id for one in other.differing]
    assert {one.shown for one in first.differing} == {("a", "b"), ("b", "a")}
    assert (first.same, first.apart) == (("same",), ("only-a", "only-b"))


def test_cases_that_say_something_else_are_not_compared(tmp_path: Path) -> None:
    a, b = _report(tmp_path / "a.json", {"x": "1"}), _report(tmp_path / "b.json", {"x": "2"}, said="Bye")
    assert pair(a, b, 1).apart == ("x",)


def test_a_person_reviews_blind_and_nothing_said_is_lost(reports: tuple[Path, Path], tmp_path: Path) -> None:
    file, console, pairs = tmp_path / "reviews.yaml", _console(), pair(*reports, 1)
    answers = iter(["1", "nonsense", "2", "s", "tie", "q"])
    command.interview(pairs, read_rubric(DEFAULT), file, "ann", console, lambda _: next(answers))
    first, second, _, fourth = pairs.differing[:4]
    assert {review.id: review.better for review in read(file).values()} == {
        first.id: first.shown[0],
        second.id: second.shown[1],
        fourth.id: "tie",
    }
    shown = console.export_text()
    assert not any(name.name in shown for name in reports)


def test_a_script_sets_words_and_wins_are_shown_only_when_all_is_said(
    reports: tuple[Path, Path], tmp_path: Path
) -> None:
    file = tmp_path / "reviews.yaml"
    shown = {one.id: one.shown for one in pair(*reports, 7).differing}
    for_b = [f"{name}={shown[name].index('b') + 1}" for name in NAMES[:15]]
    console = _console()
    command.run(*reports, DEFAULT, file, "ann", 7, for_b, console)
    assert "ann has 5 of 20 pairs left" in console.export_text(clear=False)
    assert "wins:" not in console.export_text()
    rest = [f"{name}={shown[name].index('a') + 1}" for name in NAMES[15:18]] + [f"{name}=tie" for name in NAMES[18:]]
    command.run(*reports, DEFAULT, file, "ann", 7, rest, console)
    text = console.export_text()
    assert "A a.json: 3 wins   B b.json: 15 wins   ties: 2   the same answer: 1" in text
    assert "B wins 0.833 [0.61, 0.94] of what is no tie; sign test p = 0.008" in text


def test_reviews_of_other_answers_count_for_nothing(reports: tuple[Path, Path], tmp_path: Path) -> None:
    file, console = tmp_path / "reviews.yaml", _console()
    command.run(*reports, DEFAULT, file, "ann", 1, [f"{name}=1" for name in NAMES], console)
    changed = _report(tmp_path / "c.json", {name: f"new {name}" for name in NAMES})
    command.run(reports[0], changed, DEFAULT, file, "ann", 1, [f"{NAMES[0]}=1"], console)
    assert "ann has 19 of 20 pairs left" in console.export_text()


def _reviews(*said: tuple[str, str, Word]) -> list[Review]:
    return [Review(id=id_, by=by, better=better, answers="x") for id_, by, better in said]


def test_a_case_counts_once_and_reviewers_who_differ_make_a_tie() -> None:
    said = _reviews(
        ("1", "ann", "a"), ("1", "bob", "a"), ("2", "ann", "a"), ("2", "bob", "b"), ("3", "ann", "b"), ("3", "bob", "b")
    )
    found = summarise(said)
    assert (found.a, found.b, found.ties, found.rate) == (1, 1, 1, 0.5)
    assert (found.agreements["ann", "bob"].n, found.agreements["ann", "bob"].same) == (3, 2)


def test_ties_alone_are_no_rate() -> None:
    found = summarise(_reviews(("1", "ann", "tie")))
    assert (found.rate, found.interval, found.chance) == (None, None, None)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ("same=1", "no pair of differing answers 'same'"),
        ("case-00=3", "'3' is none of 1, 2, tie"),
        ("case-00", "write ID=1, ID=2 or ID=tie"),
    ],
)
def test_a_wrong_word_is_refused_and_nothing_is_kept(
    reports: tuple[Path, Path], tmp_path: Path, given: str, complaint: str
) -> None:
    with pytest.raises(CannotRun, match=complaint):
        command.run(*reports, DEFAULT, tmp_path / "reviews.yaml", "ann", 1, ["case-01=1", given], _console())
    assert not (tmp_path / "reviews.yaml").exists()


def test_where_nobody_can_be_asked_it_says_how(
    reports: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(CannotRun, match="--set"):
        command.run(*reports, DEFAULT, tmp_path / "reviews.yaml", "ann", 1, [], _console())

"""`evals label`: from a report and from recorded turns, by hand and by script; nothing said is lost."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rich.console import Console

from copilot.records import ConversationStore
from copilot.settings import CopilotSettings
from evals.errors import CannotRun
from evals.labels import command, store
from evals.labels.failures import of_report
from evals.labels.modes import Mode
from tests.copilot.traces import NOW, trace


@pytest.fixture
def report(tmp_path: Path) -> Path:
    turn = {"say": "Where is it?", "answer": "On its way.", "outcome": "answered"}
    cases = [
        {"id": "lost", "verdict": "fail", "stage": "retrieved", "problems": {"evidence_recall": "no"}, "turns": [turn]},
        {"id": "wrong", "verdict": "fail", "stage": "cited", "problems": {"citation_recall": "no"}, "turns": [turn]},
        {"id": "fine", "verdict": "pass", "stage": None, "problems": {}, "turns": [turn]},
    ]
    file = tmp_path / "report.json"
    file.write_text(json.dumps({"cases": cases, "verdict": "FAIL"}))
    return file


def _console() -> Console:
    return Console(width=300, file=io.StringIO(), record=True)


def _answers(*given: str) -> Iterator[str]:
    yield from given


def test_a_script_sets_labels_and_they_are_kept(report: Path, tmp_path: Path) -> None:
    file, console = tmp_path / "labels.yaml", _console()
    command.run(report, (), file, "ann", ["lost=noisy_context", "wrong=format"], console)
    assert yaml.safe_load(file.read_text())["labels"][0] == {
        "id": "lost",
        "by": "ann",
        "mode": "noisy_context",
        "proposed": "wrong_retrieval",
    }
    assert "2 settled, 0 disputed" in console.export_text()


def test_a_second_person_adds_and_the_first_one_may_change_their_mind(report: Path, tmp_path: Path) -> None:
    file = tmp_path / "labels.yaml"
    for by, given in (("ann", "lost=format"), ("bob", "lost=format"), ("ann", "lost=reasoning")):
        command.run(report, (), file, by, [given], _console())
    assert {key: label.mode for key, label in store.read(file).items()} == {
        ("lost", "ann"): Mode.REASONING,
        ("lost", "bob"): Mode.FORMAT,
    }


def test_a_person_confirms_changes_skips_and_quits(report: Path, tmp_path: Path) -> None:
    file, console = tmp_path / "labels.yaml", _console()
    first = _answers("", "nonsense", "5")
    command.interview(of_report(report), file, "ann", console, lambda _: next(first))
    assert {label.id: label.mode for label in store.read(file).values()} == {
        "lost": Mode.WRONG_RETRIEVAL,
        "wrong": Mode.FORMAT,
    }
    second = _answers("s", "q")
    command.interview(of_report(report), file, "bob", console, lambda _: next(second))
    assert len(store.read(file)) == 2
    assert "proposed: wrong_retrieval, for search did not find the labelled passage" in console.export_text()


def test_what_was_said_before_a_broken_end_is_kept(report: Path, tmp_path: Path) -> None:
    answers = _answers("")

    def once(_: str) -> str:
        given = next(answers, None)
        if given is None:
            raise KeyboardInterrupt
        return given

    with pytest.raises(KeyboardInterrupt):
        command.interview(of_report(report), tmp_path / "labels.yaml", "ann", _console(), once)
    assert [label.id for label in store.read(tmp_path / "labels.yaml").values()] == ["lost"]


def test_without_a_labeller_the_proposals_are_shown_and_nothing_is_kept(report: Path, tmp_path: Path) -> None:
    console = _console()
    command.run(report, (), tmp_path / "labels.yaml", None, [], console)
    text = console.export_text()
    assert "proposed: format" in text
    assert "by the rules alone, which nobody has confirmed" in text
    assert "by the people of" not in text
    assert not (tmp_path / "labels.yaml").exists()


def test_a_recorded_turn_is_labelled_from_its_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_HOME", str(tmp_path))
    records = ConversationStore.open(CopilotSettings().records_location)
    opened = records.create_conversation(
        customer_id=None, verified=False, audience="customer", region=None, created_by="ui", now=NOW
    )
    turn = records.open_turn(opened.id, "Do you sell boats?", now=NOW)
    records.complete_turn(trace(turn, opened.id, "Do you sell boats?", outcome="abstained"))
    waiting = records.open_turn(opened.id, "Hello?", now=NOW)
    records.close()
    command.run(None, [turn], tmp_path / "labels.yaml", "ann", [f"{turn}=missing_knowledge"], _console())
    (label,) = store.read(tmp_path / "labels.yaml").values()
    assert (label.mode, label.proposed) == (Mode.MISSING_KNOWLEDGE, Mode.MISSING_KNOWLEDGE)
    for unusable in ("trn_none", waiting):
        with pytest.raises(CannotRun, match=unusable):
            command.run(None, [unusable], tmp_path / "labels.yaml", None, [], _console())


@pytest.mark.parametrize(
    ("by", "given", "complaint"),
    [
        (None, "lost=format", "needs --by NAME"),
        ("ann", "fine=format", "no failed case or turn 'fine'"),
        ("ann", "lost=sloppy", "'sloppy' is no mode. Write one of missing_knowledge"),
        ("ann", "lost", "--set lost: write ID=MODE"),
    ],
)
def test_a_wrong_label_is_refused_and_nothing_is_kept(
    report: Path, tmp_path: Path, by: str | None, given: str, complaint: str
) -> None:
    with pytest.raises(CannotRun, match=complaint):
        command.run(report, (), tmp_path / "labels.yaml", by, ["wrong=format", given], _console())
    assert not (tmp_path / "labels.yaml").exists()


def test_without_a_terminal_nobody_is_asked_and_that_is_said(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(CannotRun, match=r"nobody to ask: .* --set ID=MODE"):
        command.run(report, (), tmp_path / "labels.yaml", "ann", [], _console())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("labels: 3", "one key is expected"),
        ("labels: [", "not YAML"),
        ("labels: [{id: a, by: ann, mode: sloppy}]", "entry 1: mode:"),
        ("labels: [{id: a, by: ann, mode: format}, {id: a, by: ann, mode: format}]", "entry 2: id: 'a' is judged"),
    ],
)
def test_a_broken_file_of_labels_is_told_where(report: Path, tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "labels.yaml").write_text(text)
    with pytest.raises(CannotRun, match=r"labels\.yaml") as refused:
        command.run(report, (), tmp_path / "labels.yaml", "ann", [], _console())
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("text", "complaint"), [("{", "line 1: not JSON"), ("{}", "cases: Field required"), ("3", "report:")]
)
def test_what_is_no_report_is_told_so(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "report.json"
    file.write_text(text)
    with pytest.raises(CannotRun, match=complaint):
        of_report(file)

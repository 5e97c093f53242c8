"""`evals run`: what it prints, what it writes, and its four exit codes."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.console import Console

from evals import cli, display, gates, report, suite
from evals.agents.gold import GoldReplay
from evals.agents.trivial import never_calls
from evals.cases import DEV, Slice, load
from evals.errors import CannotRun
from evals.house import House
from evals.pages import FILES
from evals.runner import run
from evals.vectors import folder_of_runs
from tests.evals.builders import case


@pytest.fixture
def shared_house(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session's house instead of one for each command."""

    @contextmanager
    def opened(*_: object, **__: object) -> Iterator[House]:
        yield house

    monkeypatch.setattr("evals.suite.open_house", opened)


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["evals", "run", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(str(ended.value.code or 0))


def _cases(folder: Path, outcome: str) -> Path:
    hello = {"id": "hello", "turns": [{"say": "Hello", "expect": {"outcome": outcome}}]}
    folder.mkdir(exist_ok=True)
    (folder / "one.yaml").write_text(yaml.safe_dump({"slice": "multi_turn", "cases": [hello]}))
    return folder


@pytest.mark.usefixtures("shared_house")
@pytest.mark.parametrize(("outcome", "code"), [("answered", 0), ("refused", 1)])
def test_a_selection_passes_when_every_case_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outcome: str, code: int
) -> None:
    out = tmp_path / "out"
    folder = _cases(tmp_path / "cases", outcome)
    assert _run(monkeypatch, "--cases", str(folder), "--case", "hello", "--out", str(out)) == code
    written = json.loads((out / "report.json").read_text())
    assert written["selection"] == "cases hello"
    assert written["counts"] == {"pass": 1 - code, "fail": code, "unscored": 0}


def test_too_few_cases_conclude_nothing_and_a_second_run_embeds_nothing_and_says_the_same(
    few_docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPILOT_HOME", str(tmp_path / "home"))
    said = []
    for out in (tmp_path / "first", tmp_path / "second"):
        asked = ["--cases", str(_cases(tmp_path / "cases", "answered")), "--docs", str(few_docs), "--out", str(out)]
        assert _run(monkeypatch, *asked) == 2
        report = json.loads((out / "report.json").read_text())
        del report["times"]
        kept = {file.name: file.stat().st_ino for file in folder_of_runs().iterdir()}
        said.append((report, kept))
    assert said[0] == said[1]
    assert said[0][1]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--cases", "{tmp}/none"], "no cases"),
        (["--case", "nobody-wrote-this"], "no case nobody-wrote-this"),
        (["--gates", "{tmp}/none.yaml"], "none.yaml"),
        (["--case", "weather", "--docs", "{tmp}/nowhere"], "nowhere"),
    ],
)
def test_what_cannot_run_says_why_and_exits_3(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    complaint: str,
) -> None:
    assert _run(monkeypatch, *(argument.format(tmp=tmp_path) for argument in arguments)) == 3
    assert complaint in capsys.readouterr().err


def test_a_selection_that_leaves_nothing_cannot_run() -> None:
    with pytest.raises(CannotRun, match="no case is left"):
        suite.select([case({})], Slice.TABLE, [])


def _shown(result: report.Report) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    display.show(result, console)
    return console.export_text()


def test_the_printed_report_keeps_the_families_apart_and_names_what_is_too_small() -> None:
    result = report.build("gold", run(load(DEV), GoldReplay()), gates.read(gates.DEFAULT))
    text = _shown(result)
    assert [name for name in ("retrieval", "tools", "outcome", "answer") if name in text.split()] == [
        "retrieval",
        "tools",
        "outcome",
        "answer",
    ]
    assert "too small" in text
    assert report.AUTHORED in text


def test_a_failed_case_is_listed_under_the_stage_that_failed_first() -> None:
    looked = case({"calls": [{"tool": "look_up_order", "arguments": {"order_id": "FH-1"}}]}, id="looks-up")
    result = report.build("never calls", run([looked], never_calls()), gates.read(gates.DEFAULT), "cases looks-up")
    assert result.verdict is gates.Decision.FAIL
    text = _shown(result)
    assert "failed first at: called (1)" in text
    assert "looks-up: tool_recall: missed look_up_order" in text


def test_an_empty_figure_shows_its_scored_count_and_no_number() -> None:
    result = report.build("gold", run([case({})], GoldReplay()), gates.read(gates.DEFAULT))
    plain: dict[str, Any] = report.as_json(result)
    empty = plain["families"]["retrieval"]["evidence_recall"]
    assert (empty["value"], empty["interval"], empty["scored"], empty["of"]) == (None, None, 0, 0)
    assert plain["verdict"] == "INCONCLUSIVE"


@pytest.mark.usefixtures("shared_house")
def test_trials_without_a_model_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "--case", "weather", "--trials", "3") == 3
    assert "--trials is for a model" in capsys.readouterr().err


@pytest.mark.usefixtures("shared_house")
def test_a_folder_gets_all_four_files_and_keeps_nothing_unfinished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _cases(tmp_path / "cases", "answered")
    _run(monkeypatch, "--cases", str(folder), "--out", str(tmp_path / "out"))
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(FILES)
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["times"]["turns"] == 1
    assert report["coverage"]["clauses"] > 10
    assert set(report["rulers"]) == {"cases", "held-out cases", "gates", "metrics", "prompts", "rules"}

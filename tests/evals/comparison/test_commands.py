"""`evals compare`, `evals baseline`, `evals lock` and `evals vary` from the shell, with their exit codes."""

import json
from pathlib import Path

import pytest

from evals import cli
from evals.agents.gold import GoldReplay
from evals.agents.trivial import never_calls
from evals.cases import DEV, load
from evals.comparison.run import Run
from evals.pages import write
from evals.report import as_json, build
from evals.runner import run
from tests.evals.builders import gates_file


def _evals(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["evals", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(str(ended.value.code or 0))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """a: the gold replay; b: one that never calls; c: a on fewer cases."""
    folder, cases = tmp_path_factory.mktemp("reports"), load(DEV)
    for name, agent, played in (
        ("a", GoldReplay(), cases),
        ("b", never_calls(), cases),
        ("c", GoldReplay(), cases[5:]),
    ):
        write(as_json(build(agent.name, run(played, agent), gates_file())), folder / name)
    return folder


def test_two_reports_are_compared_and_written(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "compared.json"
    a, b = (reports / name / "report.json" for name in "ab")
    assert _evals(monkeypatch, "compare", a, b, "--json", out) == 0
    assert "gold replay → never calls" in capsys.readouterr().out
    written = json.loads(out.read_text())
    assert written["families"]["tools"]["lost"] > 0
    assert written["families"]["retrieval"]["lost"] == 0


def test_reports_on_other_cases_are_refused_unless_told(
    reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a, c = (reports / name / "report.json" for name in "ac")
    assert _evals(monkeypatch, "compare", a, c) == 3
    assert "the cases differ in 5" in capsys.readouterr().err
    assert _evals(monkeypatch, "compare", a, c, "--common") == 0


def test_a_baseline_is_the_comparable_part_of_a_report(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "baseline.json"
    assert _evals(monkeypatch, "baseline", reports / "a" / "report.json", "--file", kept) == 0
    assert Run.read(kept) == Run.read(reports / "a" / "report.json")
    assert len(kept.read_text().splitlines()) == len(load(DEV)) + 4


def test_a_lock_is_written_and_then_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "lock.json"
    assert _evals(monkeypatch, "lock", "--file", lock) == 0
    assert _evals(monkeypatch, "lock", "--file", lock, "--check") == 0
    lock.write_text(lock.read_text().replace("gates.yaml", "other.yaml"))
    assert _evals(monkeypatch, "lock", "--file", lock, "--check") == 1


@pytest.mark.parametrize(
    ("variants", "complaint"),
    [(("shipped", "prompt-only"), "things: writer, retrieval, tools"), (("shipped", "no-such"), "no variant no-such")],
)
def test_variants_that_are_no_comparison_are_refused_before_anything_is_played(
    variants: tuple[str, str], complaint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _evals(monkeypatch, "vary", *variants) == 3
    assert complaint in capsys.readouterr().err

"""The commands by their names: what each cannot run on is said in one line, with exit code 3."""

import json
from pathlib import Path

import pytest

from evals import cli


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["tools", "--cases", "{tmp}/none.jsonl"], "none.jsonl: No such file"),
        (["tools", "--cases", "{tmp}/cases.jsonl", "--catalogue", "{tmp}/none.json"], "none.json: No such file"),
        (["label", "{tmp}/cases.jsonl"], "cases: Field required"),
        (["label", "--labels", "{tmp}/none.yaml"], "nothing to label"),
        (["lock", "--cases", "{tmp}/none", "--file", "{tmp}/lock.json"], "no cases"),
        (["lock", "--gates", "{tmp}/none.yaml", "--file", "{tmp}/lock.json"], "none.yaml: No such file"),
        (["baseline", "evals/baseline.json", "--file", "{tmp}/cases.jsonl/b.json"], "Name a file that can be written"),
        (["judge", "--answers", "{tmp}/cases.jsonl"], "no model is configured"),
        (["review", "{tmp}/none.json", "{tmp}/none.json", "--by", "ann"], "none.json: No such file"),
        (["harvest", "--out", str(Path(cli.__file__).parent / "cases" / "dev" / "new.yaml")], "never put among"),
    ],
)
def test_what_cannot_run_says_why_and_exits_3(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    complaint: str,
) -> None:
    (tmp_path / "cases.jsonl").write_text(json.dumps({"id": "a", "expected_tools": []}))
    monkeypatch.setattr("sys.argv", ["evals", *(argument.format(tmp=tmp_path) for argument in arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == cli.COULD_NOT_RUN
    error = capsys.readouterr().err
    assert error.startswith("Could not run: ")
    assert complaint in error


def test_a_wrong_setting_is_named_as_it_stands_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COPILOT_OFFICE_HOURS", "always")
    monkeypatch.setattr("sys.argv", ["evals", "harvest", "--out", str(tmp_path / "drafts.yaml")])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == cli.COULD_NOT_RUN
    assert "COPILOT_OFFICE_HOURS" in capsys.readouterr().err

"""`evals retrieval` from the shell, with the packaged model."""

import json
from pathlib import Path

import pytest

from evals import cli


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["evals", "retrieval", *arguments])
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(str(ended.value.code or 0))


def test_it_prints_and_writes_the_figures(
    corpus_file: Path,
    queries_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out.json"
    code = _run(monkeypatch, "--corpus", str(corpus_file), "--queries", str(queries_file), "--json", str(out))
    assert code == 0
    assert json.loads(out.read_text())["slices"]["*"]["recall@5"] == 1.0
    shown = capsys.readouterr().out
    assert "documents found" in shown
    assert "history used" in shown


def test_what_it_cannot_read_exits_3_with_file_line_and_field(
    corpus_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": "q"}\n')
    assert _run(monkeypatch, "--corpus", str(corpus_file), "--queries", str(queries), "--no-history") == 3
    assert f"{queries}: line 1: text: Field required" in capsys.readouterr().err

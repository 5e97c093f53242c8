"""What a refusal looks like in the shell."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from copilot.records import ConversationStore
from tests.copilot.cli.conftest import Run


@pytest.mark.parametrize(
    ("llm", "problem", "fix"),
    [
        ("gpt-x", "COPILOT_LLM: 'gpt-x' names no provider and model.", "Write one of openai:<model>"),
        ("openai:gpt-x", "COPILOT_LLM_API_KEY: 'openai' needs a key.", "Set it, or COPILOT_LLM_BASE_URL"),
    ],
)
def test_a_language_model_that_cannot_be_built_is_the_settings_fault_and_its_fix_is_said_once(
    run: Run, monkeypatch: pytest.MonkeyPatch, llm: str, problem: str, fix: str
) -> None:
    monkeypatch.setenv("COPILOT_LLM", llm)
    result = run("chat", "Hello")
    assert (result.exit_code, result.out) == (2, "")
    assert result.err.startswith(f"Error: {problem}\nFix: {fix}")
    assert result.err.count(fix) == 1


@pytest.mark.parametrize(
    ("file", "table", "column", "arguments"),
    [
        ("business.db", "orders", "customer_note", ("switch", "list")),
        ("business.db", "orders", "customer_note", ("chat", "Hello")),
        ("copilot.db", "turns", "trace", ("chat", "Hello")),
        ("ledger.db", "chunks", "questions", ("chat", "Hello")),
        ("ledger.db", "chunks", "questions", ("demo",)),
    ],
)
def test_a_database_of_another_version_is_named_with_the_way_out(
    run: Run, tmp_path: Path, demo_home: Path, file: str, table: str, column: str, arguments: tuple[str, ...]
) -> None:
    copytree(demo_home, tmp_path, dirs_exist_ok=True)
    ConversationStore.open(f"sqlite:///{tmp_path / 'copilot.db'}").close()
    with closing(sqlite3.connect(tmp_path / file)) as connection, connection:
        connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    result = run(*arguments)
    assert result.exit_code == 2
    assert f"{tmp_path / file} was made by another version: its table {table} has no column {column}." in result.err
    assert "\nFix: Move that file away" in result.err
    assert "Traceback" not in result.err

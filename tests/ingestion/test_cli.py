"""The command as people run it: words, exit codes, never a traceback."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.ingestion.conftest import Write

Result = subprocess.CompletedProcess[str]


def ingestion(*arguments: str | Path, home: Path, **environment: str) -> Result:
    """Run the command in its own process."""
    return subprocess.run(
        [sys.executable, "-c", "from ingestion.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COPILOT_HOME": str(home), **environment},
        cwd=home.parent,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def environment() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(__file__).parents[2])}


def test_sync_search_and_history_work_together(
    write: Write, docs: Path, home: Path, environment: dict[str, str]
) -> None:
    write(
        "returns.md", "## 3. Window\n\nReturn items within 30 days.\n", id="returns", version="2026.1", title="Returns"
    )
    first = ingestion("sync", docs, home=home, **environment)
    assert (first.returncode, first.stdout) == (
        0,
        "Notice: returns.md: effective_from: missing; taken as in force since always.\n"
        "g1 serves 1 chunks (1 newly embedded): 1 added, 0 unchanged.\n",
    )
    found = ingestion("search", "return window", "--json", "--k", "3", home=home, **environment)
    [hit] = json.loads(found.stdout)
    assert (hit["doc_id"], hit["version"], hit["section"]) == ("returns", "2026.1", "3. Window")
    assert hit["chunk_id"] == "returns@2026.1#3-window:1"
    assert hit["text"] == "## 3. Window\n\nReturn items within 30 days."
    assert hit["score"] > 0
    listed = ingestion("history", home=home, **environment)
    assert "g1" in listed.stdout
    assert "active" in listed.stdout


def test_a_refused_document_is_reported_and_fails_the_command(
    write: Write, docs: Path, home: Path, environment: dict[str, str]
) -> None:
    write("good.md", "Words.\n")
    write("bad.md", "Words.\n", effective_from="soon")
    done = ingestion("sync", docs, "--json", home=home, **environment)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert (report["applied"], report["added"]) == (True, ["good 1"])
    assert [(refused["file"], refused["field"]) for refused in report["refused"]] == [("bad.md", "effective_from")]
    assert "Traceback" not in done.stderr


def test_a_ledger_of_another_version_is_exit_code_2_and_a_new_one_beside_the_old_vectors_serves(
    write: Write, docs: Path, home: Path, environment: dict[str, str]
) -> None:
    write("returns.md", "Return items within 30 days.\n")
    ingestion("sync", docs, home=home, **environment)
    with closing(sqlite3.connect(home / "ledger.db")) as connection, connection:
        connection.execute("ALTER TABLE chunks DROP COLUMN questions")
    refused = ingestion("sync", docs, home=home, **environment)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"{home / 'ledger.db'} was made by another version: its table chunks has no column questions." in (
        refused.stderr
    )
    (home / "ledger.db").rename(home / "ledger.old")
    assert ingestion("sync", docs, home=home, **environment).returncode == 0
    assert "30 days" in ingestion("search", "return", home=home, **environment).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["sync", "nowhere"], 1, "nowhere does not exist"),
        (["search", "words"], 1, "Nothing has been ingested yet"),
        (["history", "--nonsense"], 2, "No such option"),
        (["search", "words", "--as-of", "tomorrow"], 2, "tomorrow"),
        (["search", "words", "--audience", "all"], 2, "audience"),
    ],
)
def test_errors_are_sentences_on_stderr(
    home: Path, environment: dict[str, str], arguments: list[str], code: int, words: str
) -> None:
    done = ingestion(*arguments, home=home, **environment)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_named_as_it_is_written(home: Path, environment: dict[str, str]) -> None:
    done = ingestion("history", home=home, COPILOT_INGESTION__CHUNK_TOKENS="many", **environment)
    assert done.returncode == 1
    assert "COPILOT_INGESTION__CHUNK_TOKENS" in done.stderr

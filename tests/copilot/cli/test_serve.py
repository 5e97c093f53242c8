"""`copilot serve` and `copilot demo` as processes: they say when they answer, and end cleanly on Ctrl-C."""

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest

from tests.conftest import DOCUMENTS
from tests.copilot.cli.conftest import Run

PATIENCE = 60  # seconds: the process loads the model
KEY = "a-key-for-this-test"


@contextmanager
def running(
    command: str, home: Path, until: str, docs: Path = DOCUMENTS
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, and what it printed up to the line that has `until`."""
    environment = os.environ | {
        "COPILOT_HOME": str(home),
        "COPILOT_INGESTION__DOCS": str(docs),
        "COPILOT_API_KEYS": f"{KEY}:ui",
        "COPILOT_PORT": "0",
        "COPILOT_LOG_LEVEL": "error",
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from copilot.cli import main; main()", command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        printed = ""
        for line in process.stdout:
            printed += line
            if until in line:
                break
        yield process, printed
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def interrupted(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and the last words after Ctrl-C."""
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, rest


def test_the_demo_prints_three_commands_that_work_and_ends_cleanly(demo_home: Path, tmp_path: Path) -> None:
    home = copytree(demo_home, tmp_path / "home")
    with running("demo", home, until="approver demo-approver-") as (process, printed):
        answers = [_curl(command) for command in _commands(printed)]
        exit_code, last_words = interrupted(process)
    assert [answer["outcome"] for answer in answers] == ["answered", "answered", "asked"]
    assert "FH-10001" in answers[1]["answer"]
    assert answers[2]["confirmation"]
    assert exit_code == 0
    assert last_words.strip() == "The demo has stopped."


def test_serving_ends_cleanly_too(demo_home: Path, tmp_path: Path) -> None:
    home = copytree(demo_home, tmp_path / "home")
    with running("serve", home, until="Serving on") as (process, printed):
        (url,) = re.findall(r"Serving on (\S+)", printed)
        ready = httpx.get(f"{url}/readyz", timeout=PATIENCE).json()
        opened = httpx.post(f"{url}/v1/conversations", json={}, headers={"Authorization": f"Bearer {KEY}"})
        exit_code, last_words = interrupted(process)
    assert ready["ready"] is True
    assert opened.status_code == 201
    assert (exit_code, last_words.strip()) == (0, "Stopped.")


def test_a_demo_from_nothing_says_only_what_its_reader_needs(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    docs.joinpath("returns-policy.md").write_bytes((DOCUMENTS / "returns-policy-2026.md").read_bytes())
    with running("demo", tmp_path / "home", until="approver demo-approver-", docs=docs) as (_, printed):
        first, second, third, *_ = printed.splitlines()
    assert first == f"Ingesting {docs} ..."
    assert second == "Documents are served by generation g1."
    assert third == "The demo's records are those of Monday, 15 June 2026, and so is its clock."


def test_an_address_that_is_taken_is_told_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_API_KEYS", f"{KEY}:ui")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "--port" in result.err


def test_a_service_that_nobody_could_call_does_not_start(run: Run) -> None:
    result = run("serve")
    assert result.exit_code == 2
    assert "COPILOT_API_KEYS" in result.err


def test_a_home_made_for_another_day_is_not_reused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demo.json").write_text('{"today": "2026-06-15"}')
    monkeypatch.setenv("COPILOT_DEMO_TODAY", "2026-07-01")
    result = run("demo", "--no-serve")
    assert result.exit_code == 2
    assert "were made for 2026-06-15, not for 2026-07-01" in result.err


def _commands(printed: str) -> list[str]:
    """The curl commands, each on one line."""
    return re.findall(r"^curl .*$", printed.replace("\\\n", ""), re.MULTILINE)


def _curl(command: str) -> dict[str, Any]:
    """Sends what the command would send; of a stream, the last event."""
    words = shlex.split(command)
    (url,) = [word for word in words if word.startswith("http")]
    options = [(option, value) for option, value in pairwise(words) if option in ("-H", "-d")]
    headers = dict(value.split(": ", 1) for option, value in options if option == "-H")
    (body,) = [value for option, value in options if option == "-d"]
    response = httpx.post(url, content=body, headers=headers, timeout=PATIENCE)
    assert response.status_code == 200, response.text
    text = response.text.strip().splitlines()[-1].removeprefix("data: ") if "Accept" in headers else response.text
    answer: dict[str, Any] = json.loads(text)
    return answer

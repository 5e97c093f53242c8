"""`evals tools` from end to end: the router without a model, and a model behind a real server."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from evals.errors import CannotRun
from evals.tool_cases import command, report
from tests.copilot.answer.scripted_server import Call, Line, Say, call, scripted

CARD = {"name": "card_id", "required": True}
CATALOGUE = [{"name": "block_card", "doc": "Block a lost or stolen card.", "args": [CARD]}]


def _case(name: str, said: str, *expected: Mapping[str, object]) -> dict[str, object]:
    return {"id": name, "messages": [{"role": "user", "content": said}], "expected_tools": list(expected)}


BLOCK = {"name": "block_card", "args": {"card_id": "77"}}
CASES = [_case("block", "Please block my stolen card, card id: 77", BLOCK), _case("hello", "Hello!")]


def _run(folder: Path) -> tuple[str, dict[str, Any]]:
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, CASES)))
    (folder / "tools.json").write_text(json.dumps(CATALOGUE))
    console = Console(width=400, file=io.StringIO(), record=True)
    command.run(folder / "cases.jsonl", folder / "tools.json", folder / "out" / "report.json", console)
    return console.export_text(), json.loads((folder / "out" / "report.json").read_text())


def _values(written: dict[str, Any], stage: str) -> dict[str, float | None]:
    return {name: figure["value"] for name, figure in written["figures"][stage].items()}


def test_without_a_model_the_router_is_measured_and_the_report_says_so(tmp_path: Path) -> None:
    text, written = _run(tmp_path)
    assert report.NO_MODEL in text
    assert report.NO_MODEL in written["notes"]
    right = {"tool_precision": 1, "tool_recall": 1, "argument_correctness": 1, "exact_calls": 1, "silence_accuracy": 1}
    assert _values(written, "made") == right | {"forbidden_calls": None}
    assert written["figures"]["made"]["tool_recall"]["of"] == 1
    assert written["gate"] == {"needs_confirmation": 1}


@pytest.mark.parametrize(
    ("lines", "recall", "silence"),
    [
        ([call("block_card", {"card_id": "77"}), Say("Hello!")], 1.0, 1.0),
        ([Say("I cannot"), Call((("block_card", "{broken"),))], 0.0, 0.0),
    ],
    ids=["right", "silent, then malformed"],
)
def test_a_configured_model_proposes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lines: list[Line],
    recall: float,
    silence: float,
) -> None:
    monkeypatch.setattr(command, "WORKERS", 1)
    with scripted(lines) as server:
        monkeypatch.setenv("COPILOT_LLM", "openai:scripted")
        monkeypatch.setenv("COPILOT_LLM_BASE_URL", server.url)
        text, written = _run(tmp_path)
        assert server.offered() == {"block_card"}
        assert "77" not in json.dumps(server.requests[0]["tools"])
    assert report.MODEL in text
    assert "circular" in report.MODEL
    proposed = _values(written, "proposed")
    assert (proposed["tool_recall"], proposed["silence_accuracy"]) == (recall, silence)
    assert written["unscored"] == {}


def test_a_model_that_cannot_be_built_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_LLM", "nobody")
    with pytest.raises(CannotRun, match="COPILOT_LLM"):
        _run(tmp_path)

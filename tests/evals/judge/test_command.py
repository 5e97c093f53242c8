"""`evals judge` against a scripted server over HTTP: agreement, what is unscored, and what it is told."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.console import Console

from evals.errors import CannotRun
from evals.judge import command
from evals.judge.rubric import DEFAULT
from tests.copilot.answer.scripted_server import Fail, Line, Say, scripted

PASS = Say('{"reason": "Supported.", "verdict": "pass"}')
FAIL = Say('{"reason": "Invented.", "verdict": "fail"}')


def _answer(name: str, *scores: float, **fields: object) -> dict[str, object]:
    plain = {"text": "How long?", "contexts": ["c1"], "answer": f"Answer {name}.", "human": {"faithfulness": scores}}
    return {"id": name, **plain, **fields}


ANSWERS = [_answer("good", 4, 4, 3), _answer("poor", 1, 2, 4), _answer("fair", 3, 2, 3), _answer("bad", 1, 1, 1)]


def _files(folder: Path, answers: Sequence[object]) -> tuple[Path, Path]:
    (folder / "answers.jsonl").write_text("\n".join(map(json.dumps, answers)))
    (folder / "corpus.jsonl").write_text(json.dumps({"doc_id": "c1", "title": "T", "text": "Thirty days."}))
    return folder / "answers.jsonl", folder / "corpus.jsonl"


def _run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, lines: Sequence[Line], answers: Sequence[object] = ANSWERS
) -> tuple[str, dict[str, Any], list[dict[str, Any]]]:
    console = Console(width=300, file=io.StringIO(), record=True)
    out = folder / "out.json"
    monkeypatch.setattr(command, "WORKERS", 1)
    with scripted(lines) as server:
        monkeypatch.setenv("COPILOT_LLM", "openai:scripted")
        monkeypatch.setenv("COPILOT_LLM_BASE_URL", server.url)
        monkeypatch.setenv("COPILOT_LLM_MAX_RETRIES", "0")
        command.run(*_files(folder, answers), DEFAULT, None, out, console)
        return console.export_text(), json.loads(out.read_text()), server.requests


def test_agreement_with_people_is_measured_beside_what_it_is_to_be_compared_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, written, _ = _run(tmp_path, monkeypatch, [PASS, FAIL, PASS, PASS])
    assert (written["scored"], written["of"], written["agreement"]["accuracy"]) == (4, 4, 0.75)
    assert written["agreement"]["kappa"] == pytest.approx(0.5)
    assert written["always"] == {"verdict": "pass", "accuracy": 0.5}
    assert written["among_people"]["n"] == 4
    assert written["table"] == [
        {"people": "fail", "judge": "fail", "count": 1},
        {"people": "fail", "judge": "pass", "count": 1},
        {"people": "pass", "judge": "pass", "count": 2},
    ]
    assert written["answers"][1] == {
        "id": "poor",
        "people": "fail",
        "judge": "fail",
        "reason": "Invented.",
        "cause": None,
    }
    assert command.NEVER_ALONE in text
    assert written["note"] == command.NEVER_ALONE


def test_a_lost_verdict_is_unscored_and_neither_pass_nor_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, written, _ = _run(tmp_path, monkeypatch, [PASS, Say("Well ..."), Fail(400), FAIL])
    assert (written["scored"], written["of"]) == (2, 4)
    assert written["unscored"]["UnreadableVerdictError"] == 1
    assert sum(written["unscored"].values()) == 2  # what a refused request is called is its client's matter
    assert written["agreement"]["accuracy"] == 1
    assert "scored 2 of 4" in text


def test_the_judge_sees_rubric_contexts_and_answer_and_never_what_people_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = [{"role": "user", "content": "Hello"}]
    _, _, requests = _run(tmp_path, monkeypatch, [PASS], [_answer("good", 4, 4, 4, history=earlier)])
    heard = json.dumps(requests)
    for seen in ("Thirty days.", "Answer good.", "How long?", "Hello", "supported by the contexts"):
        assert seen in heard
    assert "faithfulness" not in heard
    assert "human" not in heard


def test_answers_that_nobody_scored_are_counted_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, written, requests = _run(tmp_path, monkeypatch, [PASS], [ANSWERS[0], _answer("unscored")])
    assert (written["of"], len(requests)) == (1, 1)
    assert "1 answers without human.faithfulness were left out" in text


def test_a_model_that_judged_nothing_is_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotRun, match="no answer was judged: UnreadableVerdictError"):
        _run(tmp_path, monkeypatch, [Say("Well ...")])


def test_without_a_model_it_cannot_run(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="COPILOT_LLM"):
        command.run(*_files(tmp_path, ANSWERS), DEFAULT, None, None, Console())


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ([_answer("x", 4, contexts=["c9"])], "x: contexts: 'c9' is no document"),
        ([_answer("x")], "no answer has human.faithfulness"),
        ([{"id": "x", "text": "?"}], "line 1: answer: Field required"),
        ([_answer("x", 4, human={"faithfulness": ["high"]})], "line 1: human.faithfulness.0:"),
    ],
)
def test_wrong_answers_are_told_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: list[object], complaint: str
) -> None:
    with pytest.raises(CannotRun) as refused:
        _run(tmp_path, monkeypatch, [PASS], answers)
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [({"verdicts": {"pass": "x"}}, "verdicts:"), ({"people": {"score": "x"}}, "people.pass_at: Field required")],
)
def test_a_wrong_rubric_is_told_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], complaint: str
) -> None:
    file = tmp_path / "rubric.yaml"
    file.write_text(yaml.safe_dump(yaml.safe_load(DEFAULT.read_text()) | change))
    monkeypatch.setenv("COPILOT_LLM", "openai:scripted")
    monkeypatch.setenv("COPILOT_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(CannotRun, match="rubric") as refused:
        command.run(*_files(tmp_path, ANSWERS), file, None, None, Console())
    assert complaint in str(refused.value)

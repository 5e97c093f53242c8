"""One message, one turn, one response."""

import json
from datetime import date
from threading import Event as Signal
from threading import Thread

import pytest
from fastapi.testclient import TestClient

from copilot.app import App
from copilot.turn.outcome import Outcome
from copilot.turn.trace import CallRecord
from tests.copilot.api.scripted import ScriptedTurns


def test_a_message_is_answered(ui: TestClient, conversation_id: str, app: App) -> None:
    response = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Hello"})
    assert response.status_code == 200
    body = response.json()
    assert (body["outcome"], body["answer"]) == ("answered", "Hello! How can I help?")
    assert body["conversation_id"] == conversation_id
    stored = app.store.turn(body["turn_id"])
    assert (stored.message, stored.outcome) == ("Hello", Outcome.ANSWERED)


def test_the_response_has_every_field_also_when_it_is_empty(ui: TestClient, conversation_id: str) -> None:
    body = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Hello"}).json()
    assert set(body) == {
        "turn_id",
        "conversation_id",
        "outcome",
        "answer",
        "citations",
        "decisions",
        "calls",
        "asked_for",
        "confirmation",
        "approval_id",
        "ticket_id",
    }


def test_date_and_confirmation_reach_the_turn(ui: TestClient, conversation_id: str, turns: ScriptedTurns) -> None:
    body = {"conversation_id": conversation_id, "message": "Yes", "as_of": "2026-02-01", "confirm": "cnf-1"}
    assert ui.post("/v1/chat", json=body).status_code == 200
    (request,) = turns.requests
    assert (request.as_of, request.confirm) == (date(2026, 2, 1), "cnf-1")


def test_a_question_to_confirm_comes_with_its_id(ui: TestClient, conversation_id: str, turns: ScriptedTurns) -> None:
    waiting = CallRecord(
        tool="issue_refund",
        arguments={"order_id": "FH-10002"},
        effect="write",
        status="needs_confirmation",
        proposed_by="gate",
        result={"record": "", "summary": "Refund 64.00 USD for order FH-10002?", "data": {}},
        confirmation_id="cnf-1",
    )
    turns.changes = {"calls": (waiting,), "asked_for": ("confirmation",), "outcome": Outcome.ASKED}
    body = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Refund it"}).json()
    assert body["confirmation"] == {"id": "cnf-1", "prompt": "Refund 64.00 USD for order FH-10002?"}
    assert body["asked_for"] == ["confirmation"]


def test_a_second_message_at_once_is_refused_and_the_first_is_answered(
    ui: TestClient, conversation_id: str, turns: ScriptedTurns
) -> None:
    turns.held = Signal()
    answers: list[int] = []
    body = {"conversation_id": conversation_id, "message": "First"}
    first = Thread(target=lambda: answers.append(ui.post("/v1/chat", json=body).status_code))
    first.start()
    assert turns.started.wait(10)
    second = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Second"})
    turns.held.set()
    first.join()
    assert (second.status_code, second.json()["error"]["code"]) == (409, "turn_in_progress")
    assert answers == [200]


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"message": ""}, 422, "empty_message", "message"),
        ({"message": " \n\u200b"}, 422, "empty_message", "message"),
        ({"message": "a" * 50_000}, 422, "message_too_long", "message"),
        ({"message": "a" * 8_001}, 422, "message_too_long", "message"),
        ({"message": "a\0b"}, 422, "unreadable_message", "message"),
        ({"message": "a\ud800b"}, 422, "unreadable_message", "message"),
        ({"message": 5}, 422, "invalid_request", "message"),
        ({"message": None}, 422, "invalid_request", "message"),
        ({"message": ["Hello"]}, 422, "invalid_request", "message"),
        ({"conversation_id": "cnv_nobody"}, 404, "unknown_conversation", "conversation_id"),
        ({"conversation_id": "cnv_\0"}, 422, "invalid_request", "conversation_id"),
        ({"conversation_id": 7}, 422, "invalid_request", "conversation_id"),
        ({"as_of": "yesterday"}, 422, "invalid_request", "as_of"),
        ({"as_of": 5}, 422, "invalid_request", "as_of"),
        ({"customer_id": "C-1001"}, 422, "invalid_request", "customer_id"),
        ({"verified": True}, 422, "invalid_request", "verified"),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_what_cannot_be_taken_is_refused_by_name(
    ui: TestClient,
    conversation_id: str,
    caplog: pytest.LogCaptureFixture,
    changes: dict[str, object],
    status: int,
    code: str,
    field: str,
    accept: str,
) -> None:
    body = {"conversation_id": conversation_id, "message": "Hello"} | changes
    headers = {"Accept": accept, "Content-Type": "application/json"}
    response = ui.post("/v1/chat", content=json.dumps(body), headers=headers)
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["field"]) == (status, code, field)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b'{"conversation_id": ', 400, "invalid_json"),
        (b"hello", 400, "invalid_json"),
        (b"\xff\xfe", 400, "invalid_json"),
        (b'"hello"', 422, "invalid_request"),
        (b"", 422, "invalid_request"),
        (b"[" * 100_000, 400, "invalid_json"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(ui: TestClient, content: bytes, status: int, code: str) -> None:
    response = ui.post("/v1/chat", content=content, headers={"Content-Type": "application/json"})
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["field"]) == (status, code, "body")


def test_json_without_its_content_type_is_refused_with_the_way_out(ui: TestClient) -> None:
    response = ui.post("/v1/chat", content=b'{"conversation_id": "x", "message": "y"}')
    assert response.status_code == 422
    assert "Content-Type" in response.json()["error"]["fix"]


def test_a_refused_message_leaves_the_conversation_open(ui: TestClient, conversation_id: str) -> None:
    ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": ""})
    response = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Hello"})
    assert response.status_code == 200


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_beyond_the_limit_is_refused(ui: TestClient, app: App, declared: bool) -> None:
    size = app.settings.max_body_bytes + 1
    content = b" " * size if declared else iter([b" " * (size // 2 + 1)] * 2)
    response = ui.post("/v1/chat", content=content, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["error"]["code"]) == (413, "body_too_large")

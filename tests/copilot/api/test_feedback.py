"""Feedback over HTTP: who may give it, on what, and in which form."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from copilot.app import App
from tests.copilot.api.conftest import ClientFor
from tests.copilot.traces import NOW


@pytest.fixture
def turn_id(ui: TestClient, conversation_id: str) -> str:
    answered = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Hello"})
    return str(answered.json()["turn_id"])


def test_a_ui_gives_feedback_and_it_is_kept(ui: TestClient, app: App, turn_id: str) -> None:
    response = ui.post(f"/v1/turns/{turn_id}/feedback", json={"verdict": "down", "comment": "Too long"})
    assert response.status_code == 201
    (kept,) = app.store.feedback()
    assert response.json() == {
        "id": kept.id,
        "turn_id": turn_id,
        "verdict": "down",
        "comment": "Too long",
        "given_by": "ui",
        "given_at": response.json()["given_at"],
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "verdict"),
        ({"verdict": "sideways"}, "verdict"),
        ({"verdict": "up", "stars": 5}, "stars"),
        ({"verdict": "up", "comment": "x" * 1001}, "comment"),
        ({"verdict": "up", "comment": "a\u0000b"}, "comment"),
    ],
)
def test_a_wrong_body_is_told_its_field(
    ui: TestClient, app: App, turn_id: str, body: dict[str, Any], field: str
) -> None:
    response = ui.post(f"/v1/turns/{turn_id}/feedback", json=body)
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)
    assert app.store.feedback() == []


def test_an_unknown_turn_is_404_and_an_unanswered_one_409(ui: TestClient, app: App, conversation_id: str) -> None:
    assert ui.post("/v1/turns/trn_none/feedback", json={"verdict": "up"}).status_code == 404
    waiting = app.store.open_turn(conversation_id, "Hello", now=NOW)
    assert ui.post(f"/v1/turns/{waiting}/feedback", json={"verdict": "up"}).status_code == 409


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("approver", 403)])
def test_only_a_ui_or_an_admin_may(client_for: ClientFor, role: str | None, status: int) -> None:
    assert client_for(role).post("/v1/turns/trn_x/feedback", json={"verdict": "up"}).status_code == status

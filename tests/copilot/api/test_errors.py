"""Every error in one shape; what is our fault is logged once, with its turn."""

import pytest
from fastapi.testclient import TestClient

from copilot.app import App
from tests.copilot.api.scripted import ScriptedTurns


def test_a_turn_that_breaks_is_a_500_that_is_logged_once_with_its_id(
    ui: TestClient, conversation_id: str, turns: ScriptedTurns, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    turns.failure = ValueError("the secret inside")
    response = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Hello"})
    assert (response.status_code, response.json()["error"]["code"]) == (500, "turn_failed")
    assert "secret" not in response.text
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    turn_id = record.getMessage().split()[0]
    assert app.store.turn(turn_id).failure == "ValueError('the secret inside')"


def test_after_a_turn_that_broke_the_conversation_goes_on(
    ui: TestClient, conversation_id: str, turns: ScriptedTurns
) -> None:
    body = {"conversation_id": conversation_id, "message": "Hello"}
    turns.failure = ValueError("no")
    assert ui.post("/v1/chat", json=body).status_code == 500
    turns.failure = None
    assert ui.post("/v1/chat", json=body).status_code == 200


def test_what_nobody_foresaw_has_the_same_shape(ui: TestClient, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(type(app.store), "create_conversation", broken)
    response = ui.post("/v1/conversations", json={})
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal")
    assert "secret" not in response.text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/v1/nothing", 404, "not_found"), ("GET", "/v1/chat", 405, "method_not_allowed")],
)
def test_paths_and_methods_that_are_not_there(ui: TestClient, method: str, path: str, status: int, code: str) -> None:
    response = ui.request(method, path)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)

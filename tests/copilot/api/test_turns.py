"""The trace of a turn, for those who may read everything."""

from fastapi.testclient import TestClient

from copilot.app import App
from tests.copilot.api.conftest import ClientFor
from tests.copilot.traces import NOW


def _opened(app: App) -> tuple[str, str]:
    conversation = app.store.create_conversation(
        customer_id=None, verified=False, audience="customer", region=None, created_by="ui", now=NOW
    )
    return conversation.id, app.store.open_turn(conversation.id, "Hello", now=NOW)


def test_the_whole_trace_is_there(client_for: ClientFor, app: App) -> None:
    ui = client_for("ui")
    conversation_id = ui.post("/v1/conversations", json={}).json()["id"]
    turn_id = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Hello"}).json()["turn_id"]
    recorded = client_for("approver").get(f"/v1/turns/{turn_id}").json()
    trace = app.store.turn(turn_id).trace
    assert trace is not None
    assert recorded == trace.model_dump(mode="json")


def test_an_unknown_turn_is_refused_by_name(client_for: ClientFor) -> None:
    response = client_for("admin").get("/v1/turns/trn_nothing")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "unknown_turn")


def test_an_open_turn_has_no_trace_yet(client_for: ClientFor, app: App) -> None:
    _, turn_id = _opened(app)
    response: TestClient = client_for("admin")
    error = response.get(f"/v1/turns/{turn_id}").json()["error"]
    assert error["code"] == "turn_without_trace"
    assert "still running" in error["message"]


def test_a_failed_turn_says_why(client_for: ClientFor, app: App) -> None:
    _, turn_id = _opened(app)
    app.store.fail_turn(turn_id, "ValueError: no", now=NOW)
    response = client_for("admin").get(f"/v1/turns/{turn_id}")
    assert response.status_code == 409
    assert "ValueError: no" in response.json()["error"]["message"]

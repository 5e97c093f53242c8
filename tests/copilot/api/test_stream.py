"""The same turn as server-sent events."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Event as Signal
from threading import Timer

import pytest
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.testclient import TestClient

from copilot.api.relay import relay
from copilot.app import App
from copilot.turn.events import Event, TurnRequest
from tests.copilot.api.scripted import PATIENCE, ScriptedTurns

SSE = {"Accept": "text/event-stream"}


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    """Event names with their data."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


async def first(events: Iterator[Event], executor: Executor) -> Event | Exception:
    """What a listener hears who then goes."""
    return await anext(relay(events, executor))


def test_a_turn_comes_as_steps_tokens_and_done(ui: TestClient, conversation_id: str) -> None:
    response = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Hello"}, headers=SSE)
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    assert [name for name, _ in told] == ["step", "token", "token", "done"]
    assert told[0][1] == {"name": "understand", "milliseconds": 1.5}
    assert "".join(str(data["text"]) for name, data in told if name == "token") == told[-1][1]["answer"]


def test_done_says_what_json_says(ui: TestClient, conversation_id: str) -> None:
    body = {"conversation_id": conversation_id, "message": "Hello"}
    _, done = events(ui.post("/v1/chat", json=body, headers=SSE).text)[-1]
    plain = ui.post("/v1/chat", json=body).json()
    assert done | {"turn_id": ""} == plain | {"turn_id": ""}


def test_a_turn_that_breaks_on_its_way_ends_with_an_error_event(
    ui: TestClient, conversation_id: str, turns: ScriptedTurns, caplog: pytest.LogCaptureFixture
) -> None:
    turns.failure = ValueError("the secret inside")
    response = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Hello"}, headers=SSE)
    told = events(response.text)
    assert [name for name, _ in told] == ["step", "error"]
    assert told[-1][1]["error"]["code"] == "turn_failed"  # type: ignore[index]
    assert "secret" not in response.text
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1


def test_a_conversation_that_is_busy_is_refused_before_the_stream_begins(
    ui: TestClient, conversation_id: str, app: App
) -> None:
    app.store.open_turn(conversation_id, "First", now=app.now())
    response = ui.post("/v1/chat", json={"conversation_id": conversation_id, "message": "Second"}, headers=SSE)
    assert (response.status_code, response.json()["error"]["code"]) == (409, "turn_in_progress")


def test_a_turn_nobody_listens_to_any_more_ends_on_record(conversation_id: str, app: App, turns: ScriptedTurns) -> None:
    turns.held = Signal()
    with ThreadPoolExecutor(1) as executor:
        asyncio.run(first(turns.stream(TurnRequest(conversation_id, "Hello")), executor))
        turns.held.set()  # the listener has gone, and its loop
    (past,) = app.store.history(conversation_id)
    assert past.message == "Hello"


def test_when_the_server_stops_a_running_turn_is_ended_first(service: FastAPI, app: App, turns: ScriptedTurns) -> None:
    conversation = app.store.create_conversation(
        customer_id=None, verified=False, audience="customer", region=None, created_by="ui", now=app.now()
    )
    turns.held = Signal()
    with TestClient(service):
        asyncio.run(first(turns.stream(TurnRequest(conversation.id, "Hello")), service.state.executor))
        Timer(0.05, turns.held.set).start()
    assert len(app.store.history(conversation.id)) == 1


def test_an_open_stream_holds_no_worker_while_it_waits(
    ui: TestClient, conversation_id: str, turns: ScriptedTurns
) -> None:
    async def only_one_worker() -> None:
        current_default_thread_limiter().total_tokens = 1

    assert ui.portal is not None
    ui.portal.call(only_one_worker)
    turns.held = Signal()
    body = {"conversation_id": conversation_id, "message": "Hello"}
    with ThreadPoolExecutor(1) as caller:
        stream = caller.submit(ui.post, "/v1/chat", json=body, headers=SSE)
        assert turns.started.wait(PATIENCE)
        assert ui.get("/healthz").status_code == 200
        assert ui.post("/v1/conversations", json={}).status_code == 201  # needs a worker
        assert not stream.done()
        turns.held.set()
        assert [name for name, _ in events(stream.result().text)][-1] == "done"

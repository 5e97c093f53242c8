"""Alive is not ready: ready means that a turn could be served."""

import pytest
from anyio.to_thread import current_default_thread_limiter
from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from copilot.app import App
from ingestion.search import Searcher
from tools.database import Database


def test_the_process_is_alive(ui: TestClient) -> None:
    assert ui.get("/healthz").json() == {"status": "ok"}


def test_without_documents_it_is_not_ready_and_says_which_part(ui: TestClient) -> None:
    response = ui.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "ready": False,
        "checks": {"records": "ok", "business": "ok", "search": "NothingIngested"},
    }


def test_with_everything_in_place_it_is_ready(ui: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Searcher, "search", lambda *_args: [])
    monkeypatch.setattr(Searcher, "generation", "g1")
    response = ui.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "checks": {"records": "ok", "business": "ok", "search": "g1"}}


def test_a_database_that_is_gone_is_told_by_name(ui: TestClient, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.customers, "_database", Database(create_engine("sqlite://")))
    response = ui.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["business"] == "OperationalError"


def test_alive_is_said_without_a_free_worker(ui: TestClient) -> None:
    async def no_worker() -> int:
        limiter = current_default_thread_limiter()
        limiter.total_tokens = 1
        await limiter.acquire_on_behalf_of("somebody else")
        return limiter.borrowed_tokens

    assert ui.portal is not None
    assert ui.portal.call(no_worker) == 1
    assert ui.get("/healthz").status_code == 200

"""Policies over HTTP: planned, synced in the background, rolled back; on a real index with an embedder of words."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from copilot.app import App
from ingestion.embedding import Vectors
from ingestion.ledger import open_ledger
from ingestion.lock import writing
from ingestion.search import GoverningDates, Scope, Searcher
from tests.copilot.api.conftest import ClientFor
from tests.copilot.traces import NOW
from tests.ingestion.fakes import WordEmbedder
from tools.citations import cited_clauses

Edit = Callable[[str], None]
PATIENCE = 20.0  # seconds, for a sync of a few words


@pytest.fixture
def admin(client_for: ClientFor) -> TestClient:
    return client_for("admin")


@pytest.fixture
def edit(app: App) -> Edit:
    """Writes the one policy of the configured folder."""

    def write(text: str) -> None:
        app.settings.ingestion.docs.mkdir(exist_ok=True)
        (app.settings.ingestion.docs / "returns.md").write_text(text)

    return write


def synced(admin: TestClient, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Starts a sync, waits for its end and gives the status."""
    started = admin.post("/v1/ingestion/sync", json=body)
    assert started.status_code == 202, started.text
    end = time.monotonic() + PATIENCE
    while (status := admin.get("/v1/ingestion/status").json())["running"]:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert status["job"]["id"] == started.json()["id"]
    return dict(status)


def best(app: App) -> str:
    searcher = Searcher.open(app.settings.ingestion, WordEmbedder())
    try:
        return searcher.search("return within days", Scope(GoverningDates.on(NOW.date())))[0].chunk.text
    finally:
        searcher.close()


def test_before_the_first_sync_there_is_nothing(admin: TestClient) -> None:
    assert admin.get("/v1/ingestion/status").json() == {"running": False, "job": None, "report": None}
    assert admin.get("/v1/ingestion/history").json() == {"generations": []}
    response = admin.post("/v1/ingestion/rollback")
    assert (response.status_code, response.json()["error"]["code"]) == (409, "nothing_ingested")


def test_a_change_is_planned_applied_and_taken_back(admin: TestClient, edit: Edit, app: App) -> None:
    edit("Return within 45 days.\n")
    first = synced(admin)
    assert (first["job"]["state"], first["job"]["started_by"]) == ("done", "admin")
    assert first["job"]["progress"] == {"what": "embeddings", "done": 1, "total": 1}
    assert (first["report"]["generation"], first["report"]["added"]) == ("g1", ["returns 1"])
    edit("Return within 30 days.\n")
    [change] = admin.post("/v1/ingestion/plan").json()["documents"]
    assert change["clauses"][0]["figures"] == [["45 days", "30 days"]]
    assert best(app) == "Return within 45 days."
    assert synced(admin)["report"]["edited"] == ["returns 1"]
    assert best(app) == "Return within 30 days."
    history = admin.get("/v1/ingestion/history").json()["generations"]
    assert [(kept["generation"], kept["status"]) for kept in history] == [("g2", "active"), ("g1", "retired")]
    back = admin.post("/v1/ingestion/rollback", json={"generation": "g1"})
    assert (back.status_code, back.json()["generation"]) == (200, "g1")
    assert best(app) == "Return within 45 days."


def test_a_sync_names_the_rules_whose_words_it_took_away(admin: TestClient, edit: Edit) -> None:
    cited = next(iter(cited_clauses()))
    front = f"---\nid: {cited['doc_id']}\n---\n"
    edit(f"{front}{cited['quote']}\n")
    assert synced(admin)["report"]["broken_citations"] == []
    edit(f"{front}Other words.\n")
    assert cited in synced(admin)["report"]["broken_citations"]


def test_a_sync_that_changes_nothing_says_so(admin: TestClient, edit: Edit) -> None:
    edit("Return within 45 days.\n")
    synced(admin)
    report = synced(admin)["report"]
    assert (report["applied"], report["generation"]) == (False, "g1")


@pytest.mark.parametrize("body", [{}, {"generation": "g9"}])
def test_a_generation_that_is_not_kept_is_named(admin: TestClient, edit: Edit, body: dict[str, str]) -> None:
    edit("Return within 45 days.\n")
    synced(admin)
    response = admin.post("/v1/ingestion/rollback", json=body)
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["field"]) == (404, "unknown_generation", "generation")


def test_a_mass_withdrawal_names_its_flag_and_obeys_it(admin: TestClient, edit: Edit, app: App) -> None:
    edit("Return within 45 days.\n")
    others = [app.settings.ingestion.docs / f"{n}.md" for n in range(4)]
    for file in others:
        file.write_text(f"Words of {file.name}.\n")
    synced(admin)
    for file in others:
        file.unlink()
    response = admin.post("/v1/ingestion/sync")
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["field"]) == (409, "mass_withdrawal", "allow_withdrawal")
    assert "allow_withdrawal" in error["fix"]
    assert admin.get("/v1/ingestion/status").json()["job"]["error"] == error
    assert len(synced(admin, {"allow_withdrawal": True})["report"]["withdrawn"]) == 4


def test_a_folder_that_is_not_there_is_refused_at_once(admin: TestClient) -> None:
    for action in ("plan", "sync"):
        response = admin.post(f"/v1/ingestion/{action}")
        assert (response.status_code, response.json()["error"]["code"]) == (409, "folder_missing")
    assert admin.get("/v1/ingestion/status").json()["job"]["state"] == "failed"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("sync", {"path": "/etc"}, "path"),
        ("sync", {"allow_withdrawal": "yes"}, "allow_withdrawal"),
        ("rollback", {"generation": 1}, "generation"),
    ],
)
def test_no_other_folder_and_no_other_input_is_taken(
    admin: TestClient, path: str, body: dict[str, object], field: str
) -> None:
    response = admin.post(f"/v1/ingestion/{path}", json=body)
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)


@pytest.mark.parametrize("path", ["sync", "rollback"])
def test_what_another_process_holds_is_not_touched(admin: TestClient, edit: Edit, app: App, path: str) -> None:
    edit("Return within 45 days.\n")
    ledger = open_ledger(app.settings.ingestion.ledger)
    with writing(app.settings.ingestion, ledger):
        response = admin.post(f"/v1/ingestion/{path}")
    ledger.close()
    assert (response.status_code, response.json()["error"]["code"]) == (409, "sync_in_progress")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """The embedder waits: `reached` tells that it does, `go` lets it on."""
    reached, go = Event(), Event()
    embed = WordEmbedder.embed

    def waiting(self: WordEmbedder, texts: list[str]) -> Vectors:
        reached.set()
        assert go.wait(PATIENCE)
        return embed(self, texts)

    monkeypatch.setattr(WordEmbedder, "embed", waiting)
    return reached, go


def test_while_one_sync_runs_its_progress_shows_and_a_second_is_refused(
    admin: TestClient, edit: Edit, held: tuple[Event, Event]
) -> None:
    reached, go = held
    edit("Return within 45 days.\n")
    assert admin.post("/v1/ingestion/sync").json()["state"] == "running"
    assert reached.wait(PATIENCE)
    status = admin.get("/v1/ingestion/status").json()
    assert status["running"]
    assert status["job"]["progress"] == {"what": "embeddings", "done": 0, "total": 1}
    for path in ("sync", "rollback"):
        assert admin.post(f"/v1/ingestion/{path}").json()["error"]["code"] == "sync_in_progress"
    go.set()
    while admin.get("/v1/ingestion/status").json()["running"]:
        time.sleep(0.01)
    assert admin.get("/v1/ingestion/status").json()["report"]["generation"] == "g1"


def test_closing_stops_a_running_sync_and_nothing_is_switched(
    admin: TestClient, edit: Edit, app: App, held: tuple[Event, Event]
) -> None:
    reached, go = held
    edit("Return within 45 days.\n")
    admin.post("/v1/ingestion/sync")
    assert reached.wait(PATIENCE)
    app.ingestion.stop()
    go.set()
    app.ingestion.close()
    status = admin.get("/v1/ingestion/status").json()
    assert (status["job"]["state"], status["job"]["error"]["code"]) == ("failed", "sync_stopped")
    assert [kept["status"] for kept in admin.get("/v1/ingestion/history").json()["generations"]] == ["building"]


def test_what_nobody_foresaw_ends_the_job_and_tells_nothing_secret(
    admin: TestClient, edit: Edit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError(f"the secret inside {tmp_path}")

    edit("Return within 45 days.\n")
    monkeypatch.setattr("ingestion.build.find_links", broken)
    status = synced(admin)
    assert (status["job"]["state"], status["job"]["error"]["code"]) == ("failed", "internal")
    assert "secret" not in str(status)

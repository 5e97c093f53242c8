"""The whole way to a person: a ticket with its hand-off, office hours, taking over, handing back, being forgotten."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from typer.testing import CliRunner

from copilot.api.service import create_service
from copilot.api_keys import ApiKey
from copilot.app import App
from copilot.cli import cli
from copilot.forgetting import delete_conversations
from copilot.settings import CopilotSettings
from copilot.wiring import build
from ingestion.embedding import Embedder
from tests.copilot.api.conftest import KEYS
from tests.copilot.handoff.receiver import receiving
from tests.copilot.test_reconcile import ROOT
from tools.database import Database

MONDAY_EVENING = datetime(2026, 6, 15, 23, 30, tzinfo=UTC)  # 19:30 in New York
PERSON = "I want to talk to a human, please."
INJURED = "The lamp exploded and burned my hand."
SECRET = "my neighbour Zebulon has the key"


@dataclass
class Line:
    """The support UI, and people behind it."""

    http: TestClient
    app: App

    def post(self, path: str, body: object = None, role: str = "ui") -> dict[str, object]:
        response = self.http.post(path, json=body, headers={"Authorization": f"Bearer {KEYS[role]}"})
        assert response.status_code < 300, response.text
        found: dict[str, object] = response.json()
        return found

    def open(self, customer_id: str = "C-1001") -> str:
        return str(self.post("/v1/conversations", {"customer_id": customer_id, "verified": True})["id"])

    def say(self, conversation: str, message: str) -> dict[str, object]:
        return self.post("/v1/chat", {"conversation_id": conversation, "message": message})


@pytest.fixture(scope="module")
def line(demo_home: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    keys = tuple(ApiKey.model_validate({"key": key, "role": role, "name": role}) for role, key in KEYS.items())
    home = copytree(demo_home, tmp_path_factory.mktemp("escalating") / "home")
    with receiving() as receiver:
        settings = CopilotSettings.model_validate(
            {"home": home, "api_keys": keys, "webhook_url": receiver.url, "webhook_secret": "of both"}
        )
        app = build(settings, embedder=embedder, now=lambda: MONDAY_EVENING)
        with TestClient(create_service(app)) as http:
            yield Line(http, app)
        app.close()


def test_the_hand_off_says_what_was_wanted_and_what_was_tried(line: Line) -> None:
    conversation = line.open()
    line.say(conversation, "Where is order FH-10001?")
    ticket = line.say(conversation, f"{PERSON} My card is 4111 1111 1111 1111.")["ticket_id"]
    response = line.http.get(f"/v1/tickets/{ticket}", headers={"Authorization": f"Bearer {KEYS['approver']}"})
    handoff = response.json()
    assert (handoff["customer_id"], handoff["verified"], handoff["order_id"]) == ("C-1001", True, "FH-10001")
    assert handoff["wish"] == f"{PERSON} My card is [number withheld]."
    assert [(tried["tool"], tried["status"]) for tried in handoff["tried"]] == [("track_shipment", "done")]
    assert "Bramble Parcel" in handoff["tried"][0]["came_to"]
    assert any("Bramble Parcel" in proof["quote"] for proof in handoff["evidence"])
    assert handoff["reason"] == "person_requested"


def test_a_ui_key_does_not_read_hand_offs_and_an_unknown_ticket_is_said(line: Line) -> None:
    for role, status in (("ui", 403), ("approver", 404)):
        response = line.http.get("/v1/tickets/T-0", headers={"Authorization": f"Bearer {KEYS[role]}"})
        assert response.status_code == status


def test_outside_office_hours_the_customer_is_told_when_somebody_is_there(line: Line) -> None:
    told = line.say(line.open(), PERSON)
    assert str(told["answer"]).endswith("our team is back on Tuesday, 16 June 2026 at 09:00.")


def test_a_safety_report_is_not_put_off_to_the_morning(line: Line) -> None:
    told = line.say(line.open(), INJURED)
    assert told["outcome"] == "escalated"
    assert "back on" not in str(told["answer"])


def test_a_wish_for_goodwill_is_offered_a_person_and_reaches_one_after_a_yes(line: Line) -> None:
    conversation = line.open()
    offered = line.say(conversation, "Could you give me a goodwill credit for order FH-10002?")
    assert (offered["outcome"], offered["asked_for"], offered["ticket_id"]) == ("asked", ["confirmation"], None)
    assert "a colleague decides that" in str(offered["answer"])
    passed_on = line.say(conversation, "yes please")
    assert passed_on["outcome"] == "escalated"
    assert line.app.store.handoff(str(passed_on["ticket_id"])).order_id == "FH-10002"


def test_a_no_to_the_offer_opens_nothing(line: Line) -> None:
    conversation = line.open()
    line.say(conversation, "Could you give me a goodwill credit?")
    assert line.say(conversation, "no thanks")["ticket_id"] is None


def test_once_a_person_has_taken_over_nothing_is_said_and_no_tool_runs(line: Line) -> None:
    conversation = line.open()
    taken = line.post(f"/v1/conversations/{conversation}/take-over", {"person": "dana"})
    assert taken["taken_over_by"] == "dana"
    silent = line.say(conversation, "Please refund order FH-10002")
    assert (silent["answer"], silent["calls"], silent["decisions"]) == ("", [], [])
    line.say(conversation, "yes")
    (first, second) = line.app.store.history(conversation)
    assert (first.message, second.message) == ("Please refund order FH-10002", "yes")
    assert line.post(f"/v1/conversations/{conversation}/hand-back")["taken_over_by"] is None
    assert "Bramble Parcel" in str(line.say(conversation, "Where is order FH-10001?")["answer"])


def test_one_person_at_a_time(line: Line) -> None:
    path = f"/v1/conversations/{line.open()}/take-over"
    line.post(path, {"person": "dana"})
    line.post(path, {"person": "dana"})
    response = line.http.post(path, json={"person": "kim"}, headers={"Authorization": f"Bearer {KEYS['ui']}"})
    assert (response.status_code, response.json()["error"]["code"]) == (409, "taken_over")


def test_a_customer_is_forgotten_and_the_audit_stays(line: Line) -> None:
    mine, other = line.open("C-1003"), line.open("C-1001")
    ticket = line.say(mine, f"{PERSON} Tell them that {SECRET}.")["ticket_id"]
    line.say(other, f"{PERSON} Tell them that {SECRET}, too.")
    response = line.http.delete("/v1/customers/C-1003/conversations", headers=_as("admin"))
    assert response.json() == {"conversations": 1, "turns": 1, "tickets": 1, "approvals_withdrawn": 0}
    assert line.http.get(f"/v1/tickets/{ticket}", headers=_as("admin")).status_code == 404
    assert _said(line, mine) == []
    assert len(_said(line, other)) == 1
    assert line.app.desk.done_in([""])[-1].tool == "forget_customer"
    assert line.http.delete("/v1/customers/C-1003/conversations", headers=_as("approver")).status_code == 403


def test_the_shell_forgets_too(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = line.open("C-1002")
    line.say(conversation, "Hello")
    monkeypatch.chdir(ROOT / "tests")  # away from a developer's .env
    monkeypatch.setattr("copilot.wiring.build", lambda _settings: line.app)
    monkeypatch.setattr(App, "close", lambda _self: None)
    told = CliRunner().invoke(cli, ["forget", "C-1002", "--yes"])
    assert told.output == "1 conversation(s) with 1 turn(s) deleted, 0 ticket(s) emptied, 0 approval(s) withdrawn.\n"


def test_a_customer_whom_nobody_knows_is_said_and_leaves_no_trace(line: Line) -> None:
    before = len(line.app.desk.done_in([""]))
    response = line.http.delete("/v1/customers/C-9/conversations", headers=_as("admin"))
    assert (response.status_code, response.json()["error"]["code"]) == (422, "unknown_customer")
    assert len(line.app.desk.done_in([""])) == before


def test_whose_account_is_gone_is_still_forgotten(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.open("C-1005")
    monkeypatch.setattr("copilot.customers.Customers.get", lambda _self, _customer: None)
    assert delete_conversations(line.app, "C-1005", "admin").conversations == 1
    assert line.app.store.conversations_of("C-1005") == frozenset()


def test_the_shell_shows_a_hand_off(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = line.say(line.open(), PERSON)["ticket_id"]
    monkeypatch.chdir(ROOT / "tests")
    monkeypatch.setenv("COPILOT_HOME", str(line.app.settings.home))
    told = CliRunner().invoke(cli, ["handoff", str(ticket)])
    assert json.loads(told.output)["ticket_id"] == ticket


def _as(role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {KEYS[role]}"}


def _said(line: Line, conversation: str) -> list[str]:
    """What the database still holds of a conversation."""
    database = Database.open(line.app.settings.records_location)
    with database.read() as session:
        rows = session.execute(text("SELECT message FROM turns WHERE conversation_id = :id"), {"id": conversation})
        said = [str(row[0]) for row in rows]
    database.close()
    return said

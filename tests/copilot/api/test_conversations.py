"""Who a conversation is with comes from the caller that opens it, and is checked against the records."""

import json

import pytest
from fastapi.testclient import TestClient

from copilot.app import App


def test_a_visitor_needs_to_say_nothing(ui: TestClient, app: App) -> None:
    response = ui.post("/v1/conversations", json={})
    assert response.status_code == 201
    stored = app.store.conversation(response.json()["id"])
    assert (stored.customer_id, stored.verified, stored.audience, stored.region) == (None, False, "customer", None)
    assert stored.created_by == "ui"


def test_a_known_customer_comes_with_their_region(ui: TestClient, app: App) -> None:
    body = ui.post("/v1/conversations", json={"customer_id": "C-1002", "verified": True}).json()
    assert (body["customer_id"], body["verified"], body["region"]) == ("C-1002", True, "uk")
    assert app.store.conversation(body["id"]).verified is True


def test_a_region_that_is_given_wins(ui: TestClient) -> None:
    body = ui.post("/v1/conversations", json={"customer_id": "C-1002", "region": "eu"}).json()
    assert body["region"] == "eu"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"customer_id": "C-9999"}, "unknown_customer", "customer_id"),
        ({"verified": True}, "verified_without_customer", "customer_id"),
        ({"verified": "yes", "customer_id": "C-1001"}, "invalid_request", "verified"),
        ({"audience": "everybody"}, "invalid_request", "audience"),
        ({"region": "United Kingdom"}, "invalid_request", "region"),
        ({"customer_id": 1001}, "invalid_request", "customer_id"),
        ({"customer_id": ""}, "invalid_request", "customer_id"),
        ({"customer_id": "C\ud800"}, "invalid_request", "customer_id"),
        ({"customer": "C-1001"}, "invalid_request", "customer"),
        ([], "invalid_request", "body"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(ui: TestClient, body: object, code: str, field: str) -> None:
    response = ui.post("/v1/conversations", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    error = response.json()["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"]

"""The documentation pages load nothing from another host, and describe what is there."""

import re

import pytest
from fastapi.testclient import TestClient

LOADED = re.compile(r'(?:src|href)="([^"]+)"')


@pytest.mark.parametrize("page", ["/docs", "/redoc"])
def test_a_page_loads_everything_from_here(ui: TestClient, page: str) -> None:
    html = ui.get(page)
    assert html.status_code == 200
    assert "http://" not in html.text
    assert "https://" not in html.text
    loaded = LOADED.findall(html.text)
    assert loaded
    for path in loaded:
        assert ui.get(path).status_code == 200


def test_every_endpoint_and_the_stream_are_described(ui: TestClient) -> None:
    described = ui.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/v1/conversations",
        "/v1/conversations/{conversation_id}/take-over",
        "/v1/conversations/{conversation_id}/hand-back",
        "/v1/customers/{customer_id}/conversations",
        "/v1/tickets/{ticket_id}",
        "/v1/chat",
        "/v1/approvals",
        "/v1/approvals/{approval_id}",
        "/v1/switches",
        "/v1/turns/{turn_id}",
        "/v1/turns/{turn_id}/feedback",
        "/v1/ingestion/plan",
        "/v1/ingestion/sync",
        "/v1/ingestion/status",
        "/v1/ingestion/history",
        "/v1/ingestion/rollback",
        "/healthz",
        "/readyz",
    }
    answers = described["paths"]["/v1/chat"]["post"]["responses"]
    assert set(answers["200"]["content"]) == {"application/json", "text/event-stream"}
    assert {"401", "403", "404", "409", "413", "422"} <= set(answers)

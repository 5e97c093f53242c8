"""Keys and roles: 401 without a known key, 403 without the role."""

import pytest

from copilot.api_keys import ApiKey, KeyRing
from tests.copilot.api.conftest import ClientFor

REQUESTS = {
    "open": ("POST", "/v1/conversations", "ui"),
    "chat": ("POST", "/v1/chat", "ui"),
    "list approvals": ("GET", "/v1/approvals", "approver"),
    "decide": ("POST", "/v1/approvals/apr-1", "approver"),
    "trace": ("GET", "/v1/turns/trn_1", "approver"),
    "plan": ("POST", "/v1/ingestion/plan", "admin"),
    "sync": ("POST", "/v1/ingestion/sync", "admin"),
    "ingestion status": ("GET", "/v1/ingestion/status", "admin"),
    "ingestion history": ("GET", "/v1/ingestion/history", "admin"),
    "rollback": ("POST", "/v1/ingestion/rollback", "admin"),
}


@pytest.mark.parametrize("name", REQUESTS)
@pytest.mark.parametrize("role", ["ui", "approver", "admin"])
def test_each_endpoint_has_its_role_and_admin_has_all(client_for: ClientFor, name: str, role: str) -> None:
    method, path, needed = REQUESTS[name]
    body = {"conversation_id": "cnv_1", "message": "Hello"} if name == "chat" else {}
    body = {"decision": "reject"} if name == "decide" else body
    response = client_for(role).request(method, path, json=body)
    if role in (needed, "admin"):
        assert response.status_code in (200, 201, 404, 409)
    else:
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "forbidden"
        assert needed in response.json()["error"]["message"]


@pytest.mark.parametrize("name", REQUESTS)
@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic dXNlcjpwYXNz", "Bearer ", "wrong"])
def test_without_a_known_key_nothing_is_said(client_for: ClientFor, name: str, header: str | None) -> None:
    method, path, _ = REQUESTS[name]
    body = {"conversation_id": "cnv_1", "message": "Hello", "decision": "reject"}
    response = client_for(None).request(method, path, json=body, headers={"Authorization": header} if header else {})
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.json()["error"]["code"] == "unauthenticated"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/docs", "/openapi.json"])
def test_some_pages_need_no_key(client_for: ClientFor, path: str) -> None:
    assert client_for(None).get(path).status_code != 401


def test_a_key_is_known_by_its_name_and_by_nothing_else() -> None:
    ring = KeyRing([ApiKey.model_validate({"key": "0123456789abcdef", "role": "ui", "name": "site"})])
    caller = ring.caller("0123456789abcdef")
    assert caller is not None
    assert caller.name == "site"
    assert ring.caller("0123456789abcdeF") is None
    assert "0123456789abcdef" not in repr(vars(ring))

"""The kill switches over HTTP."""

import pytest

from copilot.app import App
from tests.copilot.api.conftest import ClientFor, Shop

REFUND = "tool:issue_refund"


@pytest.fixture
def shop(own_shop: Shop) -> Shop:
    return own_shop


def test_an_admin_turns_a_tool_off_and_it_is_on_record(client_for: ClientFor, app: App) -> None:
    admin = client_for("admin")
    body = {"target": REFUND, "off": True, "why": "Double refunds since 10:00"}
    thrown = admin.post("/v1/switches", json=body).json()
    assert (thrown["by"], thrown["why"]) == ("admin", "Double refunds since 10:00")
    listed = admin.get("/v1/switches").json()
    assert [each["target"] for each in listed["off"]] == [REFUND]
    assert [each.target for each in app.desk.switches.off()] == [REFUND]
    admin.post("/v1/switches", json={**body, "off": False})
    listed = admin.get("/v1/switches").json()
    assert (listed["off"], len(listed["history"])) == ([], 2)


@pytest.mark.parametrize("role", ["ui", "approver", "finance"])
def test_nobody_else_may(client_for: ClientFor, role: str) -> None:
    client = client_for(role)
    assert client.get("/v1/switches").status_code == 403
    assert client.post("/v1/switches", json={"target": REFUND, "off": True, "why": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"target": "tool:fly", "off": True, "why": "x"}, "target"),
        ({"target": REFUND, "off": True, "why": " "}, "why"),
        ({"target": REFUND, "off": "yes", "why": "x"}, "off"),
        ({"target": REFUND, "off": True}, "why"),
    ],
)
def test_a_throw_that_is_none_is_refused_by_name(client_for: ClientFor, body: dict[str, object], field: str) -> None:
    response = client_for("admin").post("/v1/switches", json=body)
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)

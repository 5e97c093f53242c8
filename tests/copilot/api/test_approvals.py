"""A refund above the limit waits for a person, on the real desk."""

import pytest

from copilot.app import App
from tests.copilot.api.conftest import ClientFor, Shop
from tests.copilot.traces import NOW
from tools.desk import ExecutionStatus
from tools.orders.models import OrderRow
from tools.session import Session

ABOVE_THE_LIMIT = "FH-10005"


@pytest.fixture
def shop(own_shop: Shop) -> Shop:
    return own_shop


@pytest.fixture
def approval_id(app: App) -> str:
    """A customer has asked for the refund and confirmed it."""
    session = Session("cnv_1", "C-1001", verified=True)
    asked = app.desk.execute(
        session, "issue_refund", {"order_id": ABOVE_THE_LIMIT, "ground": "return"}, now=NOW, turn_id="trn_1"
    )
    assert asked.confirmation is not None
    waiting = app.desk.confirm(session, asked.confirmation.id, now=NOW, turn_id="trn_2")
    assert waiting.status is ExecutionStatus.PENDING_APPROVAL
    assert waiting.approval_id is not None
    return waiting.approval_id


def test_what_waits_is_listed_with_its_arguments_and_reasons(client_for: ClientFor, approval_id: str) -> None:
    (listed,) = client_for("approver").get("/v1/approvals", params={"status": "pending"}).json()["approvals"]
    assert (listed["id"], listed["tool"], listed["customer_id"]) == (approval_id, "issue_refund", "C-1001")
    assert listed["arguments"]["order_id"] == ABOVE_THE_LIMIT
    assert listed["reasons"]
    assert "329.00" in listed["prompt"]


def test_approving_executes_it_once(client_for: ClientFor, approval_id: str) -> None:
    approver = client_for("approver")
    response = approver.post(f"/v1/approvals/{approval_id}", json={"decision": "approve"})
    assert response.status_code == 200
    body = response.json()
    assert (body["status"], body["approval"]["status"]) == ("done", "executed")
    assert body["approval"]["decided_by"] == "approver"
    assert body["approval"]["record"].startswith("refund:")
    again = approver.post(f"/v1/approvals/{approval_id}", json={"decision": "approve"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "approval_not_possible")


def test_rejecting_keeps_the_reason_and_nothing_runs(client_for: ClientFor, approval_id: str) -> None:
    approver = client_for("approver")
    body = approver.post(f"/v1/approvals/{approval_id}", json={"decision": "reject", "reason": "Too much"}).json()
    assert (body["status"], body["approval"]["status"]) == ("rejected", "rejected")
    assert (body["approval"]["note"], body["approval"]["record"]) == ("Too much", None)
    late = approver.post(f"/v1/approvals/{approval_id}", json={"decision": "approve"})
    assert late.status_code == 409


def test_rejecting_what_was_approved_is_a_conflict_and_no_success(client_for: ClientFor, approval_id: str) -> None:
    approver = client_for("approver")
    approver.post(f"/v1/approvals/{approval_id}", json={"decision": "approve"})
    late = approver.post(f"/v1/approvals/{approval_id}", json={"decision": "reject", "reason": "Too late"})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "approval_not_possible")
    assert late.json()["error"]["message"] == "This approval has been decided already."
    (after,) = approver.get("/v1/approvals").json()["approvals"]
    assert (after["status"], after["note"]) == ("executed", None)


def test_an_approval_that_is_not_there(client_for: ClientFor) -> None:
    for decision in ("approve", "reject"):
        response = client_for("approver").post("/v1/approvals/apr-nothing", json={"decision": decision})
        assert (response.status_code, response.json()["error"]["code"]) == (404, "unknown_approval")


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "decision"), ({"decision": "maybe"}, "decision"), ({"decision": "reject", "reason": "x" * 1_001}, "reason")],
)
def test_a_decision_that_is_none_is_refused_by_name(
    client_for: ClientFor, approval_id: str, body: dict[str, str], field: str
) -> None:
    response = client_for("approver").post(f"/v1/approvals/{approval_id}", json=body)
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)


def test_a_refund_beyond_a_supervisor_is_approved_by_finance(client_for: ClientFor, app: App, shop: Shop) -> None:
    with shop.desk._database.write() as db:
        order = db.get_one(OrderRow, ABOVE_THE_LIMIT)
        order.paid_minor = order.lines[0].paid_minor = order.lines[0].unit_price_minor = 120_000
    arguments = {"order_id": ABOVE_THE_LIMIT, "ground": "return"}
    session = Session("cnv_1", "C-1001", verified=True)
    waiting = app.desk.execute(session, "issue_refund", arguments, now=NOW, turn_id="trn_1", requested=True)
    path, body = f"/v1/approvals/{waiting.approval_id}", {"decision": "approve"}
    refused = client_for("approver").post(path, json=body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "approval_not_possible")
    assert refused.json()["error"]["message"] == "A refund of this size has to be approved by Finance."
    assert client_for("finance").post(path, json=body).json()["status"] == "done"

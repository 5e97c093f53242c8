"""Reads: only one's own, only when verified, and all of them on record."""

import pytest

from tests.tools.desk.counter import Counter, customer, rules, summary
from tools.desk import ExecutionStatus
from tools.gate.decision import Status
from tools.seed import edges
from tools.session import Session

MAYA = customer(edges.MAYA)
NOBODY = Session("conversation")


def test_ones_own_order_is_shown(counter: Counter) -> None:
    execution = counter.do(MAYA, "look_up_order", order_id=edges.RETURN_ELIGIBLE)
    assert execution.status is ExecutionStatus.DONE
    assert execution.result is not None
    assert execution.result.record == "order:FH-10002"
    assert summary(execution) == (
        "Order FH-10002, placed on 1 June 2026, was delivered on 5 June 2026. "
        "It contains 1 × Terracotta planter set, 3 sizes (64.00 USD); 70.95 USD was paid, 6.95 USD of it for delivery."
    )


def test_unknown_and_foreign_orders_look_the_same(counter: Counter) -> None:
    unknown = counter.do(MAYA, "look_up_order", order_id="FH-99999")
    foreign = counter.do(MAYA, "look_up_order", order_id=edges.CANCELLABLE)
    assert rules(unknown) == rules(foreign) == ["order-unknown"]
    texts = [execution.decision.reasons[0].text for execution in (unknown, foreign)]
    assert texts[0].replace("FH-99999", "#") == texts[1].replace(edges.CANCELLABLE, "#")
    facts = [dict(execution.decision.facts) | {"order_id": "#"} for execution in (unknown, foreign)]
    assert facts[0] == facts[1]


@pytest.mark.parametrize("order_id", [edges.IN_TRANSIT, "FH-99999"])
def test_nothing_is_loaded_for_somebody_unverified(counter: Counter, order_id: str) -> None:
    execution = counter.do(NOBODY, "look_up_order", order_id=order_id)
    assert execution.decision.status is Status.NEEDS_VERIFICATION
    assert execution.decision.facts == {}


def test_naming_a_customer_is_not_being_one(counter: Counter) -> None:
    claimed = Session("conversation", edges.MAYA, verified=False)
    execution = counter.do(claimed, "list_recent_orders")
    assert execution.decision.status is Status.NEEDS_VERIFICATION
    assert execution.result is None


def test_what_is_missing_is_asked_for(counter: Counter) -> None:
    execution = counter.do(MAYA, "look_up_order")
    assert execution.status is ExecutionStatus.REFUSED
    assert execution.decision.status is Status.NEEDS_INPUT
    assert execution.decision.missing == ("order_id",)


def test_an_argument_nobody_declared_is_refused(counter: Counter) -> None:
    execution = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_ELIGIBLE, ground="return", amount=999999)
    assert execution.status is ExecutionStatus.REFUSED
    assert rules(execution) == ["unknown-argument"]


def test_a_tool_nobody_made_is_refused(counter: Counter) -> None:
    execution = counter.do(MAYA, "delete_everything")
    assert execution.status is ExecutionStatus.REFUSED
    assert rules(execution) == ["unknown-tool"]


def test_every_read_and_every_refusal_is_on_record(counter: Counter) -> None:
    counter.do(MAYA, "look_up_order", order_id=edges.RETURN_ELIGIBLE)
    counter.do(NOBODY, "look_up_order", order_id=edges.RETURN_ELIGIBLE)
    counter.do(MAYA, "delete_everything")
    told = [(row.tool, row.status, row.decision, row.rule_ids, row.record, row.turn_id) for row in counter.audit()]
    assert told == [
        ("look_up_order", "done", "allowed", [], "order:FH-10002", "turn-1"),
        ("look_up_order", "refused", "needs_verification", ["identity-unproven"], None, "turn-2"),
        ("delete_everything", "refused", "denied", ["unknown-tool"], None, "turn-3"),
    ]
    assert {row.rules_version for row in counter.audit()} == {counter.desk.version}


def test_one_turn_judges_every_tool(counter: Counter) -> None:
    facts = counter.desk.gather(MAYA, {"order_id": edges.IN_TRANSIT}, counter.now)
    decisions = counter.desk.decide(MAYA, facts, frozenset({"where_is_my_order"}), counter.now)
    assert [decision.tool for decision in decisions] == sorted(tool.name for tool in counter.desk.catalogue)
    assert [decision.tool for decision in decisions if decision.required] == ["track_shipment"]
    assert facts.order is not None
    assert facts.order.id == edges.IN_TRANSIT


def test_a_turn_of_somebody_unverified_knows_no_order(counter: Counter) -> None:
    facts = counter.desk.gather(NOBODY, {"order_id": edges.IN_TRANSIT}, counter.now)
    assert facts.order is None
    decisions = counter.desk.decide(NOBODY, facts, frozenset({"where_is_my_order"}), counter.now)
    open_to_all = {"create_ticket", "request_goodwill", "verify_identity"}
    assert {decision.status for decision in decisions if decision.tool not in open_to_all} == {
        Status.NEEDS_VERIFICATION
    }


def test_all_three_details_require_verification(counter: Counter) -> None:
    slots = {"order_id": edges.IN_TRANSIT, "email": "maya.lindqvist@example.com", "postcode": "97205"}
    facts = counter.desk.gather(NOBODY, slots, counter.now)
    decisions = counter.desk.decide(NOBODY, facts, frozenset(), counter.now)
    assert [decision.tool for decision in decisions if decision.required] == ["verify_identity"]

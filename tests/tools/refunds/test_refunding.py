"""Refunds as customers ask for them."""

import pytest

from tests.tools.desk.counter import Counter, customer, rules, summary
from tools.desk import ExecutionStatus
from tools.orders.port import OrderId
from tools.seed import edges
from tools.session import Session

MAYA = customer(edges.MAYA)
PRIYA = customer(edges.PRIYA)
ELENA = customer(edges.ELENA)
JONAS = customer(edges.JONAS)


def test_what_the_customer_reads(counter: Counter) -> None:
    done = counter.confirmed(MAYA, "issue_refund", order_id=edges.RETURN_ELIGIBLE, ground="return")
    assert done.result is not None
    data = done.result.data
    assert summary(done) == (
        f"Refund {data['refund_id']} of 64.00 USD for order FH-10002 was issued to your card; it reaches you within "
        f"5 business days. Return {data['return_id']} is registered: post the goods with label "
        f"LBL-{data['return_id'].removeprefix('R-')} by 29 June 2026."
    )
    assert (data["amount_minor"], data["currency"], data["lines"]) == (6400, "USD", ["FH-10002-1"])


@pytest.mark.parametrize(
    ("session", "order_id", "ground", "amount"),
    [
        (ELENA, edges.FINAL_SALE_EU, "return", "41.95 EUR"),
        (ELENA, edges.LOST, "lost_parcel", "81.95 EUR"),
        (PRIYA, edges.DAMAGED, "damaged", "64.95 USD"),
        (JONAS, edges.INTERNATIONAL_LOST, "lost_parcel", "61.95 EUR"),
        (JONAS, edges.PLANT_LAST_DAY, "return", "59.00 EUR"),
        (customer(edges.AISHA), edges.AISHA_ORDER, "return", "54.00 GBP"),
        (customer(edges.TOM), edges.FINAL_SALE, "damaged", "73.95 GBP"),
        (customer(edges.TOM), edges.GIFT, "return", "79.00 GBP"),
    ],
)
def test_what_is_paid(counter: Counter, session: Session, order_id: OrderId, ground: str, amount: str) -> None:
    done = counter.confirmed(session, "issue_refund", order_id=order_id, ground=ground)
    assert done.status is ExecutionStatus.DONE
    assert done.result is not None
    assert done.result.data["amount"] == amount


@pytest.mark.parametrize(
    ("session", "order_id", "ground", "rule"),
    [
        (MAYA, edges.RETURN_DAY_AFTER, "return", "return-window"),
        (MAYA, edges.IN_TRANSIT, "return", "return-undelivered"),
        (MAYA, edges.IN_TRANSIT, "lost_parcel", "refund-parcel-not-lost"),
        (MAYA, edges.RETURN_ELIGIBLE, "lost_parcel", "refund-parcel-delivered"),
        (customer(edges.TOM), edges.FINAL_SALE, "return", "return-final-sale"),
        (customer(edges.TOM), edges.PACKED, "damaged", "refund-damage-undelivered"),
        (ELENA, edges.FINAL_SALE_EU_DAY_AFTER, "return", "return-final-sale"),
        (PRIYA, edges.DAMAGED_TOO_LATE, "damaged", "refund-damage-too-late"),
        (PRIYA, edges.FULLY_REFUNDED, "damaged", "refund-nothing-left"),
        (JONAS, edges.PLANT_DAY_AFTER, "return", "return-window-plants"),
        (JONAS, edges.HYGIENE, "return", "return-hygiene"),
        (JONAS, edges.INTERNATIONAL_NOT_LOST, "lost_parcel", "refund-parcel-not-lost"),
        (customer(edges.NOLAN), edges.TRADE_OUT_OF_WINDOW, "return", "return-window-trade"),
        (customer(edges.HARRIET), edges.HOLIDAY, "return", "return-window"),
    ],
)
def test_what_is_refused(counter: Counter, session: Session, order_id: OrderId, ground: str, rule: str) -> None:
    refused = counter.do(session, "issue_refund", order_id=order_id, ground=ground)
    assert refused.status is ExecutionStatus.REFUSED
    assert rule in rules(refused)


@pytest.mark.parametrize(
    ("session", "order_id", "rule"),
    [
        (MAYA, edges.RETURN_OVER_LIMIT, "refund-order-limit"),
        (PRIYA, edges.OLD_POLICY_LARGE, "refund-order-limit"),
        (customer(edges.DANIEL), edges.CUSTOMER_LIMIT, "refund-customer-limit"),
        (customer(edges.NOLAN), edges.TRADE_IN_WINDOW, "refund-order-limit"),
    ],
)
def test_what_a_colleague_decides(counter: Counter, session: Session, order_id: OrderId, rule: str) -> None:
    waiting = counter.confirmed(session, "issue_refund", order_id=order_id, ground="return")
    assert waiting.status is ExecutionStatus.PENDING_APPROVAL
    assert rules(waiting) == [rule]


def test_thirty_days_later_the_customers_limit_is_free_again(counter: Counter) -> None:
    daniel = customer(edges.DANIEL)
    counter.wait(days=19)  # the older of the two refunds has left the thirty days
    done = counter.confirmed(daniel, "issue_refund", order_id=edges.CUSTOMER_LIMIT, ground="return")
    assert done.status is ExecutionStatus.DONE


def test_a_refund_split_by_item_counts_together(counter: Counter) -> None:
    """Two items of one order, each below the limit, together above it."""
    with counter.records() as db:
        from tools.orders.models import OrderLineRow, OrderRow

        order = db.get_one(OrderRow, edges.RETURN_ELIGIBLE)
        first = order.lines[0]
        copied = {c.key: getattr(first, c.key) for c in OrderLineRow.__mapper__.column_attrs}
        db.add(OrderLineRow(**copied | {"id": f"{order.id}-2", "position": 2, "paid_minor": 10000}))
        order.paid_minor += 10000
    session = MAYA
    one = counter.confirmed(
        session, "issue_refund", order_id=edges.RETURN_ELIGIBLE, line_ids=["FH-10002-1"], ground="return"
    )
    two = counter.confirmed(
        session, "issue_refund", order_id=edges.RETURN_ELIGIBLE, line_ids=["FH-10002-2"], ground="return"
    )
    assert (one.status, two.status) == (ExecutionStatus.DONE, ExecutionStatus.PENDING_APPROVAL)
    assert rules(two) == ["refund-order-limit"]


def test_what_went_back_is_not_refunded_on_another_ground(counter: Counter) -> None:
    """The fee that a return lost cannot be fetched as damage afterwards."""
    waiting = counter.confirmed(PRIYA, "issue_refund", order_id=edges.OLD_POLICY_LARGE, ground="return")
    assert waiting.approval_id is not None
    assert counter.desk.approve(waiting.approval_id, "sam", now=counter.now).status is ExecutionStatus.DONE
    refused = counter.do(PRIYA, "issue_refund", order_id=edges.OLD_POLICY_LARGE, ground="damaged")
    assert "refund-nothing-left" in rules(refused)


def test_the_ground_is_asked_for(counter: Counter) -> None:
    execution = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_ELIGIBLE)
    assert execution.decision.missing == ("ground",)


def test_goodwill_is_no_ground_a_customer_can_name(counter: Counter) -> None:
    execution = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_ELIGIBLE, ground="goodwill")
    assert execution.decision.missing == ("ground",)

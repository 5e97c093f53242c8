"""Cancelling an order and sending it elsewhere, while that is possible."""

from datetime import timedelta

import pytest

from tests.tools.desk.counter import Counter, customer, rules, summary
from tools.desk import ExecutionStatus
from tools.orders.models import OrderRow
from tools.orders.port import OrderId, OrderStatus
from tools.seed import edges

TOM = customer(edges.TOM)
HERE = "4 Mill Lane, London, SW4 7AB"


def test_the_question_names_what_is_lost(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert asked.confirmation is not None
    assert asked.confirmation.prompt == (
        "Cancel order FH-10011 (1 × Bypass secateurs and 1 × Ash-handled trowel and fork)? The whole order is "
        "cancelled, the payment of 80.00 GBP is released, and a cancelled order cannot be restored."
    )
    assert summary(counter.confirm(TOM, asked)) == (
        "Order FH-10011 is cancelled. The payment of 80.00 GBP is released; nothing will be sent."
    )


@pytest.mark.parametrize(
    ("order_id", "status"),
    [
        (edges.CANCELLABLE, ExecutionStatus.DONE),
        (edges.PERSONALISED_FRESH, ExecutionStatus.DONE),
        (edges.PREORDER_PACKED, ExecutionStatus.DONE),
    ],
)
def test_what_can_be_cancelled(counter: Counter, order_id: OrderId, status: ExecutionStatus) -> None:
    assert counter.confirmed(TOM, "cancel_order", order_id=order_id).status is status


@pytest.mark.parametrize(
    ("order_id", "rule"),
    [
        (edges.PACKED, "cancel-packed"),
        (edges.FINAL_SALE, "cancel-packed"),
        (edges.PERSONALISED_LATE, "cancel-personalised"),
    ],
)
def test_what_cannot_be_cancelled(counter: Counter, order_id: OrderId, rule: str) -> None:
    assert rules(counter.do(TOM, "cancel_order", order_id=order_id)) == [rule]


@pytest.mark.parametrize(("minutes", "possible"), [(24 * 60, True), (24 * 60 + 1, False)])
def test_personalised_goods_to_the_minute(counter: Counter, minutes: int, possible: bool) -> None:
    with counter.database.read() as db:
        placed = db.get_one(OrderRow, edges.PERSONALISED_FRESH).placed_at
    counter.now = placed + timedelta(minutes=minutes)
    asked = counter.do(TOM, "cancel_order", order_id=edges.PERSONALISED_FRESH)
    assert (asked.status is ExecutionStatus.NEEDS_CONFIRMATION) is possible


def test_an_order_goes_elsewhere_after_a_yes(counter: Counter) -> None:
    asked = counter.do(TOM, "change_address", order_id=edges.CANCELLABLE, address=HERE)
    assert asked.confirmation is not None
    assert asked.confirmation.prompt == (
        "Send order FH-10011 to Tom Okafor, 4 Mill Lane, London SW4 7AB, GB instead of "
        "Tom Okafor, 27 Larch Mews, London SW4 7AB, GB?"
    )
    assert summary(counter.confirm(TOM, asked)) == (
        "Order FH-10011 will be sent to Tom Okafor, 4 Mill Lane, London SW4 7AB, GB."
    )


def test_there_and_back_again_are_three_changes(counter: Counter) -> None:
    home = "27 Larch Mews, London, SW4 7AB"
    for address in (HERE, home, HERE):
        done = counter.confirmed(TOM, "change_address", order_id=edges.CANCELLABLE, address=address)
        assert done.status is ExecutionStatus.DONE
    with counter.database.read() as db:
        assert db.get_one(OrderRow, edges.CANCELLABLE).address_street == "4 Mill Lane"


@pytest.mark.parametrize(
    ("order_id", "address", "rule"),
    [
        (edges.PACKED, HERE, "address-packed"),
        (edges.CANCELLABLE, "Hauptstraße 4, Berlin, 10115, Germany", "address-abroad"),
    ],
)
def test_what_cannot_go_elsewhere(counter: Counter, order_id: OrderId, address: str, rule: str) -> None:
    assert rules(counter.do(TOM, "change_address", order_id=order_id, address=address)) == [rule]


def test_half_an_address_is_asked_for(counter: Counter) -> None:
    execution = counter.do(TOM, "change_address", order_id=edges.CANCELLABLE, address="near the station")
    assert execution.decision.missing == ("address",)


def test_a_cancelled_order_stays_cancelled(counter: Counter) -> None:
    counter.confirmed(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE).status is ExecutionStatus.REPLAYED
    with counter.database.read() as db:
        assert db.get_one(OrderRow, edges.CANCELLABLE).status is OrderStatus.CANCELLED

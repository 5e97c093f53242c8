"""Orders are their customer's only, and change only while they may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.tools.records.shop import ELSEWHERE, NOW, ORDER, OWNER, STRANGER, Shop, line, refund, usd
from tools.accounts.port import CustomerId
from tools.orders.port import Order, OrderId, OrderStatus, OrderStatusError
from tools.problem import RecordNotFoundError
from tools.region import Region

FIXED = [OrderStatus.PACKED, OrderStatus.SHIPPED, OrderStatus.DELIVERED, OrderStatus.CANCELLED]


def order_of(shop: Shop, order_id: OrderId = ORDER) -> Order:
    with shop.reading() as records:
        order = records.orders.get(OWNER, order_id)
    assert order is not None
    return order


def test_an_order_carries_its_lines_in_order_and_its_totals(shop: Shop) -> None:
    shop.order(paid=(5000, 1250), fee=695)
    order = order_of(shop)
    assert [(row.id, row.paid) for row in order.lines] == [(line(1), usd(5000)), (line(2), usd(1250))]
    assert (order.paid, order.delivery_fee, order.refunded) == (usd(6945), usd(695), usd(0))


@pytest.mark.parametrize(
    ("customer_id", "order_id"), [(STRANGER, ORDER), (OWNER, OrderId("FH-404")), (CustomerId("C-404"), ORDER)]
)
def test_somebody_elses_order_looks_like_no_order(shop: Shop, customer_id: CustomerId, order_id: OrderId) -> None:
    shop.order()
    with shop.reading() as records:
        assert records.orders.get(customer_id, order_id) is None


def test_recent_orders_come_newest_first_ties_by_id(shop: Shop) -> None:
    for order_id, days in (("FH-1", 3), ("FH-2", 1), ("FH-3", 1), ("FH-4", 8)):
        shop.order(OrderId(order_id), placed_at=NOW - timedelta(days=days))
    shop.order(OrderId("FH-5"), STRANGER)
    with shop.reading() as records:
        assert [order.id for order in records.orders.recent(OWNER, 3)] == ["FH-3", "FH-2", "FH-1"]


def test_a_processing_order_is_cancelled(shop: Shop) -> None:
    shop.order(status=OrderStatus.PROCESSING)
    with shop.writing() as records:
        assert records.orders.cancel(OWNER, ORDER, at=NOW).status is OrderStatus.CANCELLED
    assert (order_of(shop).status, order_of(shop).cancelled_at) == (OrderStatus.CANCELLED, NOW)


@pytest.mark.parametrize("status", FIXED)
def test_an_order_that_moved_on_is_not_cancelled(shop: Shop, status: OrderStatus) -> None:
    shop.order(status=status)
    with pytest.raises(OrderStatusError) as caught, shop.writing() as records:
        records.orders.cancel(OWNER, ORDER, at=NOW)
    assert caught.value.status is status
    assert order_of(shop).status is status


def test_a_packed_pre_order_is_cancelled(shop: Shop) -> None:
    shop.order(status=OrderStatus.PACKED, preorder=True)
    with shop.writing() as records:
        records.orders.cancel(OWNER, ORDER, at=NOW)
    assert order_of(shop).status is OrderStatus.CANCELLED


def test_a_shipped_pre_order_is_not_cancelled(shop: Shop) -> None:
    shop.order(status=OrderStatus.SHIPPED, preorder=True)
    with pytest.raises(OrderStatusError), shop.writing() as records:
        records.orders.cancel(OWNER, ORDER, at=NOW)


def test_a_processing_order_is_sent_elsewhere(shop: Shop) -> None:
    shop.order(status=OrderStatus.PROCESSING)
    with shop.writing() as records:
        records.orders.change_address(OWNER, ORDER, ELSEWHERE)
    assert order_of(shop).address == ELSEWHERE


@pytest.mark.parametrize("status", FIXED)
def test_an_order_that_moved_on_keeps_its_address(shop: Shop, status: OrderStatus) -> None:
    shop.order(status=status)
    with pytest.raises(OrderStatusError), shop.writing() as records:
        records.orders.change_address(OWNER, ORDER, ELSEWHERE)
    assert order_of(shop).address.street == "1 Old Road"


def test_nobody_cancels_or_redirects_somebody_elses_order(shop: Shop) -> None:
    shop.order(status=OrderStatus.PROCESSING)
    with pytest.raises(RecordNotFoundError), shop.writing() as records:
        records.orders.cancel(STRANGER, ORDER, at=NOW)
    with pytest.raises(RecordNotFoundError), shop.writing() as records:
        records.orders.change_address(STRANGER, ORDER, ELSEWHERE)
    assert order_of(shop).status is OrderStatus.PROCESSING


def test_what_is_left_to_refund_is_paid_less_refunded(shop: Shop) -> None:
    shop.order(paid=(5000,), fee=695)
    with shop.writing() as records:
        records.refunds.issue(refund((line(), 1500)))
    order = order_of(shop)
    assert (order.refundable, order.lines[0].refundable) == (usd(4195), usd(3500))


def test_selecting_lines_keeps_their_order_and_ignores_strange_ids(shop: Shop) -> None:
    shop.order(paid=(1, 2, 3))
    order = order_of(shop)
    assert [row.id for row in order.select([line(3), line(1), "FH-9-1"])] == [line(1), line(3)]
    assert order.select() == order.lines
    assert order.select(["FH-9-1"]) == ()


def test_a_parcel_between_regions_is_international(shop: Shop) -> None:
    shop.order()
    order = order_of(shop)
    assert not order.international
    assert replace(order, destination=Region.UK).international

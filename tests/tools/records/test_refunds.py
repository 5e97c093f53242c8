"""Money goes back once per key, to the right customer, and never more than was paid."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.tools.records.shop import NOW, ORDER, OWNER, STRANGER, Shop, line, refund, usd
from tools.money import CurrencyMismatchError
from tools.orders.port import LineId, Order, OrderId
from tools.problem import IdempotencyConflictError, RecordNotFoundError
from tools.refunds.port import EmptyRefundError, OverRefundError, Refund, RefundRequest


def issue(shop: Shop, request: RefundRequest) -> Refund:
    with shop.writing() as records:
        return records.refunds.issue(request)


def order_of(shop: Shop) -> Order:
    with shop.reading() as records:
        order = records.orders.get(OWNER, ORDER)
    assert order is not None
    return order


def refunds_of(shop: Shop) -> tuple[Refund, ...]:
    with shop.reading() as records:
        return records.refunds.for_order(OWNER, ORDER)


def test_a_refund_is_written_and_counted_on_line_and_order(shop: Shop) -> None:
    shop.order(paid=(5000, 2000), fee=695)
    issued = issue(shop, refund((line(1), 5000), (None, 695)))
    order = order_of(shop)
    assert (issued.id, issued.amount, issued.created_at) == ("RF-5001", usd(5695), NOW)
    assert [row.refunded for row in order.lines] == [usd(5000), usd(0)]
    assert (order.refunded, order.delivery_refunded) == (usd(5695), usd(695))
    assert refunds_of(shop) == (issued,)


def test_the_totals_are_fresh_inside_the_same_transaction(shop: Shop) -> None:
    shop.order(paid=(5000,))
    with shop.writing() as records:
        before = records.orders.get(OWNER, ORDER)
        records.refunds.issue(refund((line(), 1000)))
        after = records.orders.get(OWNER, ORDER)
    assert before is not None
    assert after is not None
    assert (before.refunded, after.refunded, after.lines[0].refunded) == (usd(0), usd(1000), usd(1000))


def test_partial_refunds_add_up_to_what_was_paid_and_no_further(shop: Shop) -> None:
    shop.order(paid=(5000,))
    issue(shop, refund((line(), 3000), key="first"))
    issue(shop, refund((line(), 2000), key="second"))
    with pytest.raises(OverRefundError):
        issue(shop, refund((line(), 1), key="third"))
    assert order_of(shop).refunded == usd(5000)


@pytest.mark.parametrize(
    "parts",
    [((line(1), 5001),), ((None, 696),), ((line(1), 3000), (line(1), 3000)), ((line(2), 2000), (None, 696))],
    ids=["line", "delivery", "same line twice", "second part"],
)
def test_more_than_was_paid_is_refused_whole(shop: Shop, parts: tuple[tuple[LineId | None, int], ...]) -> None:
    shop.order(paid=(5000, 2000), fee=695)
    with pytest.raises(OverRefundError):
        issue(shop, refund(*parts))
    assert refunds_of(shop) == ()
    assert order_of(shop).refunded == usd(0)


def test_a_refused_refund_leaves_the_transaction_usable(shop: Shop) -> None:
    shop.order(paid=(5000,))
    with shop.writing() as records:
        with pytest.raises(OverRefundError):
            records.refunds.issue(refund((line(), 5001), key="too much"))
        records.refunds.issue(refund((line(), 5000), key="right"))
    assert order_of(shop).refunded == usd(5000)


def test_the_same_key_gives_the_same_refund_once(shop: Shop) -> None:
    shop.order(paid=(5000,))
    first = issue(shop, refund((line(), 1000)))
    assert issue(shop, refund((line(), 1000), at=NOW + timedelta(hours=1))) == first
    assert order_of(shop).refunded == usd(1000)


def test_the_same_key_for_another_amount_is_a_conflict(shop: Shop) -> None:
    shop.order(paid=(5000,))
    issue(shop, refund((line(), 1000)))
    with pytest.raises(IdempotencyConflictError):
        issue(shop, refund((line(), 1001)))
    assert order_of(shop).refunded == usd(1000)


def test_the_same_key_for_another_order_is_a_conflict(shop: Shop) -> None:
    shop.order(paid=(5000,))
    shop.order(OrderId("FH-2"), paid=(5000,))
    issue(shop, refund((line(), 1000)))
    with pytest.raises(IdempotencyConflictError):
        issue(shop, refund((line(1, OrderId("FH-2")), 1000), order_id=OrderId("FH-2")))


def test_the_same_key_for_another_customer_is_a_conflict_that_shows_nothing(shop: Shop) -> None:
    shop.order(paid=(5000,))
    shop.order(OrderId("FH-2"), STRANGER, paid=(5000,))
    issue(shop, refund((line(), 1000)))
    theirs = refund((line(1, OrderId("FH-2")), 1000), order_id=OrderId("FH-2"), customer_id=STRANGER)
    with pytest.raises(IdempotencyConflictError) as caught:
        issue(shop, theirs)
    assert ORDER not in str(caught.value).replace("order:FH-2", "")


def test_nobody_refunds_or_sees_somebody_elses_order(shop: Shop) -> None:
    shop.order()
    with pytest.raises(RecordNotFoundError):
        issue(shop, refund((line(), 100), customer_id=STRANGER))
    issue(shop, refund((line(), 100)))
    with shop.reading() as records:
        assert records.refunds.for_order(STRANGER, ORDER) == ()
        assert records.refunds.for_customer_since(STRANGER, NOW - timedelta(days=30)) == ()


def test_a_line_of_another_order_is_not_found(shop: Shop) -> None:
    shop.order()
    shop.order(OrderId("FH-2"))
    with pytest.raises(RecordNotFoundError, match="line:FH-2-1"):
        issue(shop, refund((line(1, OrderId("FH-2")), 100)))


@pytest.mark.parametrize("parts", [(), ((line(), 0),), ((line(), -100),)], ids=["no part", "zero", "negative"])
def test_there_is_no_refund_of_nothing(shop: Shop, parts: tuple[tuple[LineId | None, int], ...]) -> None:
    shop.order()
    with pytest.raises(EmptyRefundError):
        issue(shop, refund(*parts))


def test_a_refund_is_in_the_orders_currency(shop: Shop) -> None:
    shop.order()
    with pytest.raises(CurrencyMismatchError):
        issue(shop, refund((line(), 100), currency="EUR"))


def test_a_customers_refunds_count_from_a_moment_on(shop: Shop) -> None:
    shop.order(paid=(5000,))
    for key, days in (("old", 31), ("edge", 30), ("new", 1)):
        issue(shop, refund((line(), 100), key=key, at=NOW - timedelta(days=days)))
    with shop.reading() as records:
        recent = records.refunds.for_customer_since(OWNER, NOW - timedelta(days=30))
    assert [row.idempotency_key for row in recent] == ["edge", "new"]


def test_the_database_counts_and_refuses_even_without_the_store(shop: Shop) -> None:
    shop.order(paid=(5000,))
    issue(shop, refund((line(), 4000)))
    insert = text("INSERT INTO refund_parts VALUES ('RF-5001', :position, 'FH-1', 'FH-1-1', :minor)")
    with shop.database.write() as session:
        session.execute(insert, {"position": 1, "minor": 1000})
    assert order_of(shop).refunded == usd(5000)
    with pytest.raises(IntegrityError), shop.database.write() as session:
        session.execute(insert, {"position": 2, "minor": 1})


@pytest.mark.parametrize("change", ["UPDATE refund_parts SET amount_minor = 1", "DELETE FROM refund_parts"])
def test_the_database_keeps_what_was_refunded(shop: Shop, change: str) -> None:
    shop.order()
    issue(shop, refund((line(), 1000)))
    with pytest.raises(IntegrityError, match="refunds are final"), shop.database.write() as session:
        session.execute(text(change))


def test_two_at_once_give_the_money_back_once(shop: Shop) -> None:
    shop.order(paid=(5000,))
    start, outcomes = Barrier(2), list[str]()

    def attempt(key: str) -> None:
        start.wait(10)
        try:
            issue(shop, refund((line(), 5000), key=key))
            outcomes.append("refunded")
        except OverRefundError:
            outcomes.append("refused")

    threads = [Thread(target=attempt, args=(key,)) for key in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["refunded", "refused"]
    assert order_of(shop).refunded == usd(5000)

"""A line is on its way back at most once at a time."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from tests.tools.records.shop import NOW, ORDER, OWNER, STRANGER, Shop, line
from tools.accounts.port import CustomerId
from tools.orders.port import LineId, OrderId
from tools.problem import RecordNotFoundError
from tools.returns.port import LineAlreadyReturningError, Return, ReturnReason, ReturnStatus


def open_return(shop: Shop, *line_ids: LineId, customer_id: CustomerId = OWNER, order_id: OrderId = ORDER) -> Return:
    with shop.writing() as records:
        return records.returns.open(customer_id, order_id, line_ids, ReturnReason.CHANGED_MIND, at=NOW)


def returns_of(shop: Shop) -> tuple[Return, ...]:
    with shop.reading() as records:
        return records.returns.for_order(OWNER, ORDER)


def test_a_return_has_a_number_a_label_and_its_lines(shop: Shop) -> None:
    shop.order(paid=(5000, 2000, 100))
    opened = open_return(shop, line(3), line(1))
    assert (opened.id, opened.label, opened.status) == ("R-4001", "LBL-4001", ReturnStatus.OPEN)
    assert (opened.line_ids, opened.reason, opened.opened_at) == ((line(1), line(3)), ReturnReason.CHANGED_MIND, NOW)
    assert returns_of(shop) == (opened,)


def test_naming_a_line_twice_returns_it_once(shop: Shop) -> None:
    shop.order()
    assert open_return(shop, line(), line()).line_ids == (line(),)


def test_a_line_in_an_open_return_is_refused_and_the_rest_with_it(shop: Shop) -> None:
    shop.order(paid=(5000, 2000))
    first = open_return(shop, line(1))
    with pytest.raises(LineAlreadyReturningError):
        open_return(shop, line(2), line(1))
    assert returns_of(shop) == (first,)


def test_a_refused_return_leaves_the_transaction_usable(shop: Shop) -> None:
    shop.order(paid=(5000, 2000))
    open_return(shop, line(1))
    with shop.writing() as records:
        with pytest.raises(LineAlreadyReturningError):
            records.returns.open(OWNER, ORDER, [line(1)], ReturnReason.FAULTY, at=NOW)
        records.returns.open(OWNER, ORDER, [line(2)], ReturnReason.FAULTY, at=NOW)
    assert [row.line_ids for row in returns_of(shop)] == [(line(1),), (line(2),)]


def test_a_line_whose_return_has_ended_may_be_returned_again(shop: Shop) -> None:
    shop.order()
    open_return(shop, line())
    with shop.database.write() as session:
        session.execute(text("UPDATE return_lines SET open = false"))
    assert open_return(shop, line()).id == "R-4002"


@pytest.mark.parametrize(
    ("customer_id", "order_id", "line_ids"),
    [
        (STRANGER, ORDER, (line(),)),
        (OWNER, OrderId("FH-404"), (line(),)),
        (OWNER, ORDER, (line(2),)),
        (OWNER, ORDER, (line(1, OrderId("FH-2")),)),
        (OWNER, ORDER, ()),
    ],
    ids=["somebody else's order", "no order", "no such line", "another order's line", "no line"],
)
def test_only_ones_own_lines_go_back(
    shop: Shop, customer_id: CustomerId, order_id: OrderId, line_ids: tuple[LineId, ...]
) -> None:
    shop.order()
    shop.order(OrderId("FH-2"))
    with pytest.raises(RecordNotFoundError):
        open_return(shop, *line_ids, customer_id=customer_id, order_id=order_id)


def test_nobody_sees_somebody_elses_return(shop: Shop) -> None:
    shop.order()
    open_return(shop, line())
    with shop.reading() as records:
        assert records.returns.for_order(STRANGER, ORDER) == ()


def test_two_at_once_open_one_return(shop: Shop) -> None:
    shop.order()
    start, outcomes = Barrier(2), list[str]()

    def attempt() -> None:
        start.wait(10)
        try:
            open_return(shop, line())
            outcomes.append("opened")
        except LineAlreadyReturningError:
            outcomes.append("refused")

    threads = [Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["opened", "refused"]

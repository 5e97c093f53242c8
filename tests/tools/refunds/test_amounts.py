"""What a refund comes to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.returns.orders import goods, line, order
from tools.catalogue import discover
from tools.money import Money
from tools.orders.port import Category, Order, OrderLine, Service
from tools.refunds.amounts import Sum, work_out
from tools.refunds.port import RefundGround
from tools.region import Region

PARAMETERS = discover("tools").parameters
TODAY = date(2026, 5, 20)


def refund(
    bought: Order,
    ground: RefundGround = RefundGround.RETURN,
    lines: tuple[OrderLine, ...] | None = None,
    *,
    on: date = TODAY,
    fault_recorded: bool = False,
) -> Sum:
    return work_out(goods(bought, lines), ground, PARAMETERS, on=on, fault_recorded=fault_recorded)


def test_a_return_brings_back_what_the_goods_cost() -> None:
    assert refund(order(line(1, 3000), line(2, 4500))).amount == Money(7500, "USD")


def test_some_goods_bring_back_their_part() -> None:
    bought = order(line(1, 3000), line(2, 4500))
    assert refund(bought, lines=bought.lines[1:]).amount == Money(4500, "USD")


def test_what_was_refunded_before_is_not_refunded_again() -> None:
    assert refund(order(line(1, 3000, refunded=Money(1000, "USD")))).amount == Money(2000, "USD")


@pytest.mark.parametrize("ground", [RefundGround.LOST_PARCEL, RefundGround.DAMAGED])
def test_lost_and_damaged_goods_bring_the_delivery_fee(ground: RefundGround) -> None:
    worked_out = refund(order(line(1, 3000)), ground)
    assert worked_out.amount == Money(3695, "USD")
    assert [part.line_id for part in worked_out.parts] == ["FH-1-1", None]


def test_the_delivery_fee_comes_back_once() -> None:
    bought = order(line(1, 3000), delivery_refunded=Money(695, "USD"))
    assert refund(bought, RefundGround.DAMAGED).amount == Money(3000, "USD")


@pytest.mark.parametrize(("placed", "fee"), [(date(2026, 2, 28), 1500), (date(2026, 3, 1), 2500)])
def test_large_goods_lose_the_collection_fee_of_their_day(placed: date, fee: int) -> None:
    worked_out = refund(order(line(1, 24000, large=True), placed=placed))
    assert worked_out.amount == Money(24000 - fee, "USD")
    assert worked_out.collection_fee == Money(fee, "USD")


def test_one_collection_is_charged_once() -> None:
    assert refund(order(line(1, 24000, large=True), line(2, 24000, large=True))).amount == Money(45500, "USD")


def test_the_fee_may_eat_a_small_item_and_goes_on_with_the_next() -> None:
    worked_out = refund(order(line(1, 1000, large=True), line(2, 5000)))
    assert [(part.line_id, part.amount.minor) for part in worked_out.parts] == [("FH-1-2", 3500)]


def test_never_less_than_nothing() -> None:
    worked_out = refund(order(line(1, 1000, large=True)))
    assert (worked_out.parts, worked_out.amount) == ((), Money(0, "USD"))


def test_damage_the_carrier_noted_costs_nothing() -> None:
    assert refund(order(line(1, 24000, large=True)), fault_recorded=True).amount == Money(24000, "USD")
    assert refund(order(line(1, 24000), trade=True), fault_recorded=True).amount == Money(24000, "USD")


@pytest.mark.parametrize(("paid", "left"), [(49200, 39360), (101, 81), (102, 82), (103, 82), (1, 1)])
def test_trade_returns_lose_a_fifth(paid: int, left: int) -> None:
    assert refund(order(line(1, paid), trade=True)).amount == Money(left, "USD")


def test_a_trade_collection_costs_its_own_fee() -> None:
    worked_out = refund(order(line(1, 100000, large=True), trade=True))
    assert worked_out.amount == Money(100000 - 20000 - 4500, "USD")


def euros(*lines: OrderLine, **changes: object) -> Order:
    """An order of the EU store."""
    return order(*(lines or (line(1, 3400, currency="EUR"),)), region=Region.EU, **changes)  # type: ignore[arg-type]


def test_withdrawing_from_a_whole_order_brings_the_delivery_fee() -> None:
    assert refund(euros(delivery_fee=795)).amount == Money(4195, "EUR")


def test_of_express_only_the_standard_fee() -> None:
    worked_out = refund(euros(delivery_fee=1695, service=Service.EXPRESS))
    assert worked_out.delivery == Money(795, "EUR")


@pytest.mark.parametrize(
    "bought",
    [
        order(delivery_fee=795),
        euros(delivery_fee=795, trade=True),
        euros(line(1, currency="EUR", personalised=True), delivery_fee=795),
        euros(line(1, currency="EUR", category=Category.LIVE_PLANT), delivery_fee=795),
        euros(line(1, currency="EUR", category=Category.HYGIENE), delivery_fee=795),
        euros(delivered=None),
    ],
)
def test_without_the_right_no_delivery_fee(bought: Order) -> None:
    assert not refund(bought).delivery


@pytest.mark.parametrize(("on", "fee"), [(date(2026, 5, 24), 795), (date(2026, 5, 25), 0)])
def test_the_right_lasts_fourteen_days(on: date, fee: int) -> None:
    assert refund(euros(delivery_fee=795), on=on).delivery == Money(fee, "EUR")


def test_withdrawing_from_a_part_brings_none() -> None:
    bought = euros(line(1, currency="EUR"), line(2, currency="EUR"), delivery_fee=795)
    assert not refund(bought, lines=bought.lines[:1]).delivery


@given(
    paid=st.lists(st.integers(1, 500_00), min_size=1, max_size=5),
    shares=st.lists(st.floats(0, 1), min_size=5, max_size=5),
    ground=st.sampled_from([RefundGround.RETURN, RefundGround.LOST_PARCEL, RefundGround.DAMAGED]),
    trade=st.booleans(),
    large=st.booleans(),
    region=st.sampled_from(Region),
)
def test_no_refund_exceeds_what_is_left_and_every_part_is_more_than_nothing(
    paid: list[int], shares: list[float], ground: RefundGround, region: Region, *, trade: bool, large: bool
) -> None:
    currency = region.currency
    lines = tuple(
        line(place, minor, refunded=Money(int(minor * share), currency), large=large, currency=currency)
        for place, (minor, share) in enumerate(zip(paid, shares, strict=False), start=1)
    )
    bought = order(*lines, region=region, trade=trade)
    worked_out = refund(bought, ground, tuple(item for item in lines if item.refundable))
    left = {item.id: item.refundable for item in lines} | {None: bought.delivery_fee}
    assert all(Money(0, currency) < part.amount <= left[part.line_id] for part in worked_out.parts)
    assert worked_out.amount == Money.total((part.amount for part in worked_out.parts), currency)
    assert worked_out.amount <= bought.refundable

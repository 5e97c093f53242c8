"""How long goods can be returned, by the policy of the order's day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.returns.orders import line, order
from tools.catalogue import discover
from tools.orders.lookup import delivered_on
from tools.orders.port import Category
from tools.region import Region
from tools.returns.window import last_day, shortest_window_days, window_days

PARAMETERS = discover("tools").parameters
PLANT = line(1, category=Category.LIVE_PLANT)
LARGE = line(2, large=True)
FINAL = line(3, final_sale=True)
PLAIN = line(4)


@pytest.mark.parametrize(
    ("placed", "days"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), 45),
        (date(2026, 2, 28), 45),
        (date(2026, 3, 1), 30),
    ],
)
def test_the_day_of_the_order_decides(placed: date, days: int | None) -> None:
    assert window_days(order(PLAIN, placed=placed), PLAIN, PARAMETERS) == days


@pytest.mark.parametrize(("item", "days"), [(PLAIN, 30), (LARGE, 30), (FINAL, 30), (PLANT, 14)])
def test_plants_have_less(item: object, days: int) -> None:
    assert window_days(order(PLAIN), item, PARAMETERS) == days  # type: ignore[arg-type]


def test_several_items_together_have_the_shortest() -> None:
    mixed = order(PLAIN, PLANT)
    assert shortest_window_days(mixed, mixed.lines, PARAMETERS) == 14


def test_one_without_a_window_leaves_none() -> None:
    undelivered = order(PLAIN, delivered=None)
    assert shortest_window_days(undelivered, undelivered.lines, PARAMETERS) is None
    assert shortest_window_days(order(PLAIN), (), PARAMETERS) is None


def test_trade_accounts_have_fourteen_days() -> None:
    assert window_days(order(PLAIN, trade=True), PLAIN, PARAMETERS) == 14


@pytest.mark.parametrize(
    ("placed", "delivered", "last"),
    [  # the worked examples of the policy
        (date(2025, 10, 31), date(2025, 11, 5), date(2025, 12, 20)),
        (date(2025, 11, 1), date(2025, 11, 6), date(2026, 1, 31)),
        (date(2025, 11, 28), date(2025, 12, 3), date(2026, 1, 31)),
        (date(2025, 12, 12), date(2025, 12, 17), date(2026, 1, 31)),
        (date(2025, 12, 24), date(2025, 12, 30), date(2026, 2, 13)),
        (date(2025, 12, 26), date(2025, 12, 31), date(2026, 2, 14)),
    ],
)
def test_holiday_orders(placed: date, delivered: date, last: date) -> None:
    gift = order(PLAIN, placed=placed, delivered=delivered)
    assert last_day(gift, window_days(gift, PLAIN, PARAMETERS)) == last


@pytest.mark.parametrize(("item", "days"), [(PLANT, 14), (LARGE, 45), (FINAL, 45)])
def test_the_holidays_do_not_extend_everything(item: object, days: int) -> None:
    early = order(PLAIN, placed=date(2025, 11, 1), delivered=date(2025, 11, 6))
    assert window_days(early, item, PARAMETERS) == days  # type: ignore[arg-type]
    trade = order(PLAIN, placed=date(2025, 11, 1), delivered=date(2025, 11, 6), trade=True)
    assert window_days(trade, PLAIN, PARAMETERS) == 14


@pytest.mark.parametrize(
    ("region", "moment", "day"),
    [
        (Region.US, datetime(2026, 6, 16, 3, 59, tzinfo=UTC), date(2026, 6, 15)),
        (Region.US, datetime(2026, 6, 16, 4, 0, tzinfo=UTC), date(2026, 6, 16)),
        (Region.UK, datetime(2026, 6, 15, 22, 59, tzinfo=UTC), date(2026, 6, 15)),
        (Region.UK, datetime(2026, 6, 15, 23, 0, tzinfo=UTC), date(2026, 6, 16)),
        (Region.EU, datetime(2026, 6, 15, 21, 59, tzinfo=UTC), date(2026, 6, 15)),
        (Region.EU, datetime(2026, 6, 15, 22, 0, tzinfo=UTC), date(2026, 6, 16)),
    ],
)
def test_days_are_the_regions_own(region: Region, moment: datetime, day: date) -> None:
    assert delivered_on(order(region=region, delivered_at=moment)) == day


@given(
    placed=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    transit=st.integers(0, 60),
    region=st.sampled_from(Region),
    trade=st.booleans(),
    plant=st.booleans(),
    large=st.booleans(),
    final=st.booleans(),
)
def test_against_the_policy_written_down_a_second_time(
    placed: date, transit: int, region: Region, *, trade: bool, plant: bool, large: bool, final: bool
) -> None:
    delivered = placed + timedelta(days=transit)
    item = line(
        1,
        category=Category.LIVE_PLANT if plant else Category.STANDARD,
        large=large,
        final_sale=final,
        currency=region.currency,
    )
    bought = order(item, placed=placed, delivered=delivered, region=region, trade=trade)
    last = delivered + timedelta(days=45 if placed < date(2026, 3, 1) else 30)
    if date(2025, 11, 1) <= placed <= date(2025, 12, 24) and not large and not final:
        last = max(last, date(2026, 1, 31))
    if trade or plant:
        last = delivered + timedelta(days=14)
    assert last_day(bought, window_days(bought, item, PARAMETERS)) == last

"""Times go in with a zone and come out in UTC; closed sets stay closed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from tests.tools.records.shop import NOW, ORDER, OWNER, Shop
from tools.columns import NaiveDatetimeError


def test_a_time_comes_back_in_utc_whatever_zone_it_went_in_with(shop: Shop) -> None:
    shop.order(placed_at=datetime(2026, 6, 1, 1, 30, tzinfo=timezone(timedelta(hours=2))))
    with shop.reading() as records:
        order = records.orders.get(OWNER, ORDER)
    assert order is not None
    assert order.placed_at == datetime(2026, 5, 31, 23, 30, tzinfo=UTC)
    assert order.placed_at.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(shop: Shop) -> None:
    with pytest.raises(StatementError) as caught:
        shop.order(placed_at=datetime(2026, 6, 1))  # noqa: DTZ001 - the naive value is the point
    assert isinstance(caught.value.orig, NaiveDatetimeError)
    with shop.reading() as records:
        assert records.orders.get(OWNER, ORDER) is None


def test_microseconds_survive(shop: Shop) -> None:
    moment = NOW.replace(microsecond=123456)
    shop.order(placed_at=moment)
    with shop.reading() as records:
        order = records.orders.get(OWNER, ORDER)
    assert order is not None
    assert order.placed_at == moment


def test_the_database_refuses_a_status_outside_the_set(shop: Shop) -> None:
    shop.order()
    with pytest.raises(IntegrityError), shop.database.write() as session:
        session.execute(text("UPDATE orders SET status = 'vanished'"))

"""Every region has a currency and a clock."""

from datetime import UTC, date, datetime

import pytest

from tools.region import Region


@pytest.mark.parametrize(("region", "currency"), [(Region.US, "USD"), (Region.UK, "GBP"), (Region.EU, "EUR")])
def test_prices_are_in_the_regions_currency(region: Region, currency: str) -> None:
    assert region.currency == currency


@pytest.mark.parametrize(
    ("region", "day"),
    [(Region.US, date(2026, 6, 14)), (Region.UK, date(2026, 6, 15)), (Region.EU, date(2026, 6, 15))],
)
def test_one_moment_falls_on_each_regions_own_day(region: Region, day: date) -> None:
    assert region.local_date(datetime(2026, 6, 14, 23, 30, tzinfo=UTC)) == day

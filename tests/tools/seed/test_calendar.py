"""Days are local days, whatever the clock was doing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tools.region import Region
from tools.seed.calendar import Calendar, business_days_after, moment


@pytest.mark.parametrize("region", list(Region))
@pytest.mark.parametrize("days", [0, 1, 30, 31, 110, 270])
def test_days_ago_is_that_local_day_in_every_region_across_clock_changes(region: Region, days: int) -> None:
    today = date(2026, 6, 15)
    assert region.local_date(Calendar(today).ago(region, days)) == today - timedelta(days=days)


@pytest.mark.parametrize(("region", "hour"), [(Region.US, 4), (Region.UK, -1), (Region.EU, -2)], ids=["us", "uk", "eu"])
def test_today_begins_at_local_midnight(region: Region, hour: int) -> None:
    midnight = datetime(2026, 6, 15, tzinfo=UTC)
    assert Calendar(date(2026, 6, 15)).start(region) == midnight + timedelta(hours=hour)


def test_a_moment_in_winter_has_winters_offset() -> None:
    assert moment(Region.EU, date(2026, 1, 10), time(14, 20)) == datetime(2026, 1, 10, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "count", "result"),
    [
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
        (date(2026, 6, 15), 1, date(2026, 6, 16)),
        (date(2026, 6, 12), 1, date(2026, 6, 15)),  # Friday to Monday
        (date(2026, 6, 13), 1, date(2026, 6, 15)),  # Saturday to Monday
        (date(2026, 6, 9), 6, date(2026, 6, 17)),
    ],
)
def test_business_days_skip_the_weekend(day: date, count: int, result: date) -> None:
    assert business_days_after(day, count) == result

"""The demo's day: time runs on it, and it does not end."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from copilot.clock import demo_time, real_time

DAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("elapsed", "expected"),
    [
        (0, datetime(2026, 6, 15, 12, 0, tzinfo=UTC)),
        (90, datetime(2026, 6, 15, 12, 1, 30, tzinfo=UTC)),
        (9 * 3600 - 1, datetime(2026, 6, 15, 20, 59, 59, tzinfo=UTC)),
        (9 * 3600, datetime(2026, 6, 15, 12, 0, tzinfo=UTC)),
    ],
)
def test_the_demos_clock_runs_through_the_afternoon_and_begins_again(elapsed: float, expected: datetime) -> None:
    ticks = iter([100.0, 100.0 + elapsed])
    assert demo_time(DAY, lambda: next(ticks))() == expected


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London", "Europe/Berlin"])
@pytest.mark.parametrize("elapsed", [0, 9 * 3600 - 1])
def test_it_is_the_demos_day_in_every_region(zone: str, elapsed: float) -> None:
    ticks = iter([0.0, elapsed])
    assert demo_time(DAY, lambda: next(ticks))().astimezone(ZoneInfo(zone)).date() == DAY


def test_real_time_is_now_in_utc() -> None:
    assert abs(real_time() - datetime.now(UTC)) < timedelta(minutes=1)
    assert real_time().tzinfo is UTC

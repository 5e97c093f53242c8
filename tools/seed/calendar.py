"""Moments of the demo, told as local days of a region before the demo's today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tools.region import Region

AFTERNOON = time(14, 20)  # far from midnight: the local day and whole days elapsed agree


@dataclass(frozen=True, slots=True)
class Calendar:
    """Reckons from `today`, which is the same calendar day in every region."""

    today: date

    def ago(self, region: Region, days: int, at: time = AFTERNOON) -> datetime:
        """The UTC moment of local time `at`, `days` before today."""
        return moment(region, self.today - timedelta(days=days), at)

    def start(self, region: Region) -> datetime:
        """The UTC moment when today begins."""
        return self.ago(region, 0, time.min)


def moment(region: Region, day: date, at: time = AFTERNOON) -> datetime:
    """The UTC moment of local time `at` on `day`."""
    return datetime.combine(day, at, tzinfo=region.timezone).astimezone(UTC)


def business_days_after(day: date, count: int) -> date:
    """The `count`-th Monday-to-Friday after `day`."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day

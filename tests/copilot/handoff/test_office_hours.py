"""When somebody is there next."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from copilot.handoff.office_hours import OfficeHours, OfficeHoursError

WEEKDAYS = OfficeHours.read("mon-fri 09:00-18:00")
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("now", "zone", "back"),
    [
        ("2026-06-15T12:00", BERLIN, None),
        ("2026-06-15T07:00", BERLIN, None),  # 9:00 exactly
        ("2026-06-15T06:59", BERLIN, "2026-06-15T09:00+02:00"),
        ("2026-06-15T16:00", BERLIN, "2026-06-16T09:00+02:00"),  # 18:00 exactly
        ("2026-06-15T12:00", NEW_YORK, "2026-06-15T09:00-04:00"),
        ("2026-06-19T22:00", NEW_YORK, "2026-06-22T09:00-04:00"),  # Friday evening
        ("2026-06-20T12:00", BERLIN, "2026-06-22T09:00+02:00"),  # Saturday
        ("2026-06-14T22:30", BERLIN, "2026-06-15T09:00+02:00"),  # already Monday there
        ("2026-10-23T18:00", BERLIN, "2026-10-26T09:00+01:00"),  # the clocks go back on the Sunday between
    ],
)
def test_somebody_is_there_or_will_be(now: str, zone: ZoneInfo, back: str | None) -> None:
    told = WEEKDAYS.back_at(datetime.fromisoformat(now).replace(tzinfo=UTC), zone)
    assert (told.isoformat(timespec="minutes") if told else None) == back


def test_one_day_a_week_is_at_most_a_week_away() -> None:
    saturdays = OfficeHours.read("sat 10:00-14:00")
    told = saturdays.back_at(datetime(2026, 6, 20, 14, tzinfo=UTC), ZoneInfo("UTC"))
    assert told == datetime(2026, 6, 27, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "always",
        "fri-mon 09:00-18:00",
        "mon-fri 18:00-09:00",
        "mon-fri 9-18",
        "mon-fry 09:00-18:00",
        "mon 25:00-26:00",
    ],
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(OfficeHoursError, match="mon-fri 09:00-18:00"):
        OfficeHours.read(text)

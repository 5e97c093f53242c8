"""When a person is there: the same hours on some days of the week."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FORM = re.compile(r"(\w{3})(?:-(\w{3}))? (\d{2}:\d{2})-(\d{2}:\d{2})")


class OfficeHoursError(ValueError):
    """Not of the form "mon-fri 09:00-18:00"."""

    def __init__(self, text: str) -> None:
        super().__init__(f'{text!r} is not of the form "mon-fri 09:00-18:00"')


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """`days` count from Monday, 0. From `opens` on, and until before `closes`, somebody is there."""

    days: frozenset[int]
    opens: time
    closes: time

    @classmethod
    def read(cls, text: str) -> "OfficeHours":
        """From "mon-fri 09:00-18:00" or "sat 10:00-14:00". Raises OfficeHoursError."""
        match = _FORM.fullmatch(text.strip().lower())
        if match is None or not {match[1], match[2] or match[1]} <= set(DAYS):
            raise OfficeHoursError(text)
        try:
            opens, closes = time.fromisoformat(match[3]), time.fromisoformat(match[4])
        except ValueError as error:
            raise OfficeHoursError(text) from error
        first, last = DAYS.index(match[1]), DAYS.index(match[2] or match[1])
        if last < first or closes <= opens:
            raise OfficeHoursError(text)
        return cls(frozenset(range(first, last + 1)), opens, closes)

    def back_at(self, now: datetime, zone: tzinfo) -> datetime | None:
        """When somebody is there next, in `zone`; None while somebody is. `now` knows its zone."""
        here = now.astimezone(zone)
        if here.weekday() in self.days and self.opens <= here.time() < self.closes:
            return None
        days = (here.date() + timedelta(days=ahead) for ahead in range(8))
        openings = (datetime.combine(day, self.opens, zone) for day in days if day.weekday() in self.days)
        return next(opening for opening in openings if opening > here)

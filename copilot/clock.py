"""What time it is: the real time, or the demo's day, which does not end."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

Clock = Callable[[], datetime]

NOON = time_of_day(12, tzinfo=UTC)  # the same calendar day in every region the shop sells in
AFTERNOON = timedelta(hours=9)  # until 21:00 UTC, an hour before the day ends in Berlin


def real_time() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def demo_time(today: date, monotonic: Callable[[], float] = time.monotonic) -> Clock:
    """A clock that starts at noon UTC on `today` and runs; after AFTERNOON it is noon again.

    So windows and expiries run while a demo is shown, and the demo's records stay on the edges they were made for.
    """
    noon = datetime.combine(today, NOON)
    started = monotonic()
    return lambda: noon + timedelta(seconds=monotonic() - started) % AFTERNOON

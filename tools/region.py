"""The regions the shop sells in: each has one currency and one clock."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Region(StrEnum):
    """Where a customer lives, and where a parcel goes."""

    US = "us"
    UK = "uk"
    EU = "eu"

    @property
    def currency(self) -> str:
        """ISO 4217 code of the region's prices."""
        return {"us": "USD", "uk": "GBP", "eu": "EUR"}[self.value]

    @property
    def timezone(self) -> ZoneInfo:
        """The zone whose calendar days the region's windows count."""
        return ZoneInfo({"us": "America/New_York", "uk": "Europe/London", "eu": "Europe/Berlin"}[self.value])

    def local_date(self, moment: datetime) -> date:
        """The calendar day of a timezone-aware `moment` in this region."""
        return moment.astimezone(self.timezone).date()

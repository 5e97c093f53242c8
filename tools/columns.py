"""Column types that every table of the business database shares."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer
from sqlalchemy.types import TypeDecorator

Minor = BigInteger().with_variant(Integer(), "sqlite")  # an amount of money in minor units


class NaiveDatetimeError(ValueError):
    """A time without a zone was about to be stored."""

    def __init__(self, value: datetime) -> None:
        super().__init__(f"{value.isoformat()} has no time zone: pass one, e.g. datetime(..., tzinfo=UTC)")
        self.value = value


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time: refuses naive values, stores UTC, gives timezone-aware UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To the column. Raises NaiveDatetimeError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveDatetimeError(value)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the column. SQLite drops the zone, which is UTC by construction."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(values: type[StrEnum], name: str | None = None) -> Enum:
    """A text column that holds one of the enum's values, checked by the database.

    `name` tells two columns of the same enum in one table apart.
    """
    return Enum(
        values,
        native_enum=False,
        length=32,  # longer than any value, so that a new one needs no wider column
        create_constraint=True,
        name=name or values.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )

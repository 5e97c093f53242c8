"""Dates, counts and lists as sentences write them."""

from collections.abc import Sequence
from datetime import date


def day(value: date) -> str:
    """A date: 4 June 2026."""
    return f"{value.day} {value:%B %Y}"


def counted(count: object, noun: str) -> str:
    """A number of things: 1 day, 14 days."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(items: Sequence[str]) -> str:
    """Several things in a row: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""

"""Types of request fields that plain types are too generous for."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from copilot.message import storable

MAX_ID_CHARS = 100  # ours have at most 28
MAX_NOTE_CHARS = 1_000  # a reason, not a report


def _storable(text: str) -> str:
    if not storable(text):
        raise ValueError("it holds characters that cannot be stored")
    return text


def _written(value: object) -> object:
    """Pydantic would take a number for a date, as seconds since 1970."""
    if not isinstance(value, str):
        raise ValueError('it must be a date such as "2026-06-15"')
    return value


Id = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID_CHARS), AfterValidator(_storable)]
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_ID_CHARS, strip_whitespace=True), AfterValidator(_storable)
]
Note = Annotated[str, StringConstraints(max_length=MAX_NOTE_CHARS), AfterValidator(_storable)]
Day = Annotated[date, BeforeValidator(_written)]

"""Dates in a text, whatever their spelling: 2026-06-15, 15 June 2026, June 15, 15/06/2026, March 2026."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}-(?P<number>\d{{2}})-(?P<day>\d{{2}})\b",
        rf"\b{_DAY}(?: of)?\s+{_MONTH}(?:,?\s+{_YEAR})?\b",
        rf"\b{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?\b(?!\s*[.,]?\d)",
        rf"\b{_MONTH}\s+{_YEAR}\b",
    )
)
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


@dataclass(frozen=True, slots=True)
class Day:
    """One date. `values` are ISO notations, each as much as the text names: 2026-06-15, 06-15 or 2026-06.

    15/06/2026 has one value, 03/04/2026 two: which comes first, day or month, depends on the reader.
    """

    values: frozenset[str]
    seen: str
    span: tuple[int, int]


def dates(text: str) -> list[Day]:
    """Every date of `text`, in no particular order. Where spellings overlap the fuller one is found."""
    found: list[Day] = []
    for match in _SLASHED.finditer(text):
        first, second, year = match.groups()
        values = {
            f"{year}-{month:0>2}-{day:0>2}" for day, month in ((first, second), (second, first)) if int(month) < 13
        }
        found.append(Day(frozenset(values), match.group(), match.span()))
    for form in _FORMS:
        taken = [day.span for day in found]
        found.extend(day for day in _spelled(form, text) if not any(_overlap(day.span, span) for span in taken))
    return found


def _spelled(form: re.Pattern[str], text: str) -> Iterator[Day]:
    for match in form.finditer(text):
        parts = match.groupdict()
        month = parts.get("number") or f"{_MONTHS.index(parts['month'].lower()) + 1:02}"
        pieces = [parts.get("year"), month, f"{parts['day']:0>2}" if parts.get("day") else None]
        yield Day(frozenset({"-".join(filter(None, pieces))}), match.group(), match.span())


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]

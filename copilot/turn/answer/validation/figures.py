"""Numbers, amounts, dates, times and ids in a text, in one notation: "thirty days" and "30 days" are equal."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from copilot.turn.answer.validation.dates import dates
from copilot.turn.answer.validation.number_words import in_digits

_ID = re.compile(
    r"https?://[^\s)\]>]*[^\s)\]>.,;]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # addresses
    r"|\b[A-Z]{1,6}-(?=[A-Z0-9-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)*\b|\b[A-Z]{2,6}\d{3,}[A-Z0-9]*\b"  # FH-10001, TRK123456
)
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})(?:\s*([ap])\.?m\b)?|\b(\d{1,2})\s*([ap])\.?m\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<before>[$£€]|\b(?:USD|GBP|EUR)\s)?\s*(?P<value>\d+(?:[.,]\d+)*)(?:st|nd|rd|th)?"
    r"(?:\s*(?:–|-|—|to|and|or)\s*(?P<until>\d+(?:[.,]\d+)*))?"
    r"(?P<after>\s*[$£€%]|[\s-]*(?:(?:business|working|calendar)[\s-]+)?[a-z]+)?",
    re.IGNORECASE,
)
_CURRENCY = {"$": "USD", "£": "GBP", "€": "EUR", "usd": "USD", "gbp": "GBP", "eur": "EUR", "euros": "EUR"}
_CURRENCY |= {"euro": "EUR", "dollars": "USD", "dollar": "USD", "pounds": "GBP", "pound": "GBP"}
MONEY = "money"
CURRENCIES = frozenset({MONEY, *_CURRENCY.values()})
_UNITS = {"%": "percent", "percent": "percent", "kilograms": "kg", "kilogram": "kg", "kgs": "kg", "kg": "kg"}
_UNITS |= {
    word: name for name in ("minute", "hour", "day", "week", "month", "year", "point") for word in (name, name + "s")
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One value, or its alternatives where a notation has several readings (03/04/2026).

    `unit` is a currency code, "money" (two decimals and no currency), a unit of time or measure, "date", "time", "id",
    or None where the text names none.
    """

    values: frozenset[str]
    unit: str | None
    seen: str  # as the text has it

    def stands_in(self, others: Iterable["Figure"]) -> bool:
        """Whether one of `others` says the same. A bare number matches any unit, both ways; a date may say less than
        the other (no year, no day), never more."""
        return any(self._same(other) for other in others)

    def _same(self, other: "Figure") -> bool:
        if self.unit == "date" and other.unit == "date":
            return any(there.startswith(here) or there.endswith(here) for here in self.values for there in other.values)
        units = {self.unit, other.unit}
        units_agree = None in units or len(units) == 1 or (units <= CURRENCIES and MONEY in units)
        return units_agree and not self.values.isdisjoint(other.values)


def figures(text: str) -> list[Figure]:
    """Every figure of `text`: ids and addresses, then dates, times of day, and the numbers that are left."""
    rest = text.replace("per cent", "percent")
    found: list[Figure] = []
    for match in _ID.finditer(rest):
        found.append(Figure(frozenset({match.group().lower()}), "id", match.group()))
        rest = _blank(rest, match.span())
    for day in dates(rest):
        found.append(Figure(day.values, "date", day.seen))
        rest = _blank(rest, day.span)
    for match in _CLOCK.finditer(rest):
        found.append(Figure(frozenset({_clock(match)}), "time", match.group()))
        rest = _blank(rest, match.span())
    return [*found, *_numbers(in_digits(rest))]


def _blank(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1] or match[4]), match[2] or "00"
    half = (match[3] or match[5] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour}:{minute}"


def _numbers(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        unit = _unit(match["before"] or "", match["after"] or "")
        seen = " ".join((match.group() if unit else match.group().removesuffix(match["after"] or "")).split())
        unit = unit or (MONEY if re.search(r"\d[.,]\d\d$", match["value"]) else None)
        yield Figure(frozenset({_plain(match["value"])}), unit, seen)
        if match["until"]:
            yield Figure(frozenset({_plain(match["until"])}), unit, seen)


def _unit(before: str, after: str) -> str | None:
    if before.strip():
        return _CURRENCY[before.strip().lower()]
    words = re.findall(r"[$£€%]|[a-z]+", after.lower())
    if not words:
        return None
    unit = _CURRENCY.get(words[-1]) or _UNITS.get(words[-1])
    return f"business {unit}" if unit and words[0] in ("business", "working") else unit


def _plain(digits: str) -> str:
    """1,000.00, 1.000,00 and 1000 are one value; so are 25,00 and 25."""
    if re.search(r",\d{1,2}$", digits):
        digits = digits.replace(".", "").replace(",", ".")
    digits = digits.replace(",", "")
    return digits if digits.count(".") > 1 else f"{Decimal(digits).normalize():f}"  # 3.1.2 is a section

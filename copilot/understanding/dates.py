"""Dates that a message gives for an order or a delivery: they govern which policy version answers."""

import re
from datetime import date, timedelta

from dateutil.parser import ParserError, parse
from dateutil.relativedelta import relativedelta

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ABSOLUTE = re.compile(
    rf"\b(\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\.?,?(?: \d{{4}})?"
    rf"|{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d),?(?: \d{{4}})?)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(\d{1,3}|a|one|two|three|four|five|six) (day|week|month)s? ago\b|\b(yesterday|today)\b", re.I
)
_WORDS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ORDERED = re.compile(r"\b(order(?:ed)?|bought|purchased?|placed|paid)\b", re.IGNORECASE)
_DELIVERED = re.compile(r"\b(deliver(?:ed|y)|arrived|received|got (?:it|them|my)|came)\b", re.IGNORECASE)


def find_dates(message: str, today: date) -> tuple[date | None, date | None, str]:
    """(order date, delivery date, the message with every date blanked out).

    A date belongs to the nearest word of ordering or delivering before it, else after it, else to the order.
    A date without a year is its latest occurrence that is not after `today`; impossible dates are ignored.
    """
    order_date = delivery_date = None
    rest = message
    for match in [*_ABSOLUTE.finditer(message), *_RELATIVE.finditer(message)]:
        day = _day(match, today)
        if day is None:
            continue
        rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
        if _speaks_of_delivery(message, match.start()):
            delivery_date = delivery_date or day
        else:
            order_date = order_date or day
    return order_date, delivery_date, rest


def _speaks_of_delivery(message: str, position: int) -> bool:
    before = message[:position]
    delivered = [found.end() for found in _DELIVERED.finditer(before)]
    ordered = [found.end() for found in _ORDERED.finditer(before)]
    if delivered or ordered:
        return max(delivered, default=-1) > max(ordered, default=-1)
    return bool(_DELIVERED.search(message, position)) and not _ORDERED.search(message, position)


def _day(match: re.Match[str], today: date) -> date | None:
    if match.re is _RELATIVE:
        return _days_ago(match, today)
    text = re.sub(r"\b[oO]f\b", "", match.group(1))
    try:
        day = parse(text, default=parse(today.isoformat())).date()
    except (ParserError, OverflowError):
        return None
    if not re.search(r"\d{4}", text) and day > today:
        day -= relativedelta(years=1)
    return day


def _days_ago(match: re.Match[str], today: date) -> date:
    count, unit, named = match.group(1), match.group(2), match.group(3)
    if named:
        return today if named.lower() == "today" else today - timedelta(days=1)
    number = _WORDS.get(count.lower()) or int(count)
    match unit.lower():
        case "day":
            return today - timedelta(days=number)
        case "week":
            return today - timedelta(weeks=number)
        case _:
            return today - relativedelta(months=number)

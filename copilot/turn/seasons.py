"""Times of the year: what holds "between 20 November and 31 December" is about what happens "in early December"."""

import re

from copilot.understanding.dates import MONTH

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)"
_NEAR = r"(?:(?:in|of|early|mid|late|since|until|till|during|before|after|last|next|from|by)[\s-]+)"
_SAID = re.compile(rf"\b(?P<before>{_DAY}|{_NEAR})?(?P<month>{MONTH})\b(?P<after>\s+\d{{1,2}}\b)?", re.IGNORECASE)
_VERBS = {"mar", "may"}  # "may" and "march" are months only beside a day or a word of time
_FROM = re.compile(rf"\b(?:between|from)\s+(?:the\s+)?{_DAY}?$", re.IGNORECASE)
_UNTIL = re.compile(rf"\s*(?:\d{{4}})?\s*(?:and|to|until|till|through|–|-)\s*(?:the\s+)?{_DAY}?$", re.IGNORECASE)
_FEASTS = {
    re.compile(r"\b(?:christmas|xmas|advent)\b", re.IGNORECASE): 12,
    re.compile(r"\b(?:black friday|cyber monday)\b", re.IGNORECASE): 11,
}


def same_season(one: str, other: str) -> bool:
    """Whether both texts name a time of the year, and share a month of it."""
    named = months(one)
    return bool(named) and bool(named & months(other))


def months(text: str) -> frozenset[int]:
    """The months that a text names, 1 to 12: those between the two ends of a span too."""
    found: set[int] = {month for feast, month in _FEASTS.items() if feast.search(text)}
    opened: tuple[int, int] | None = None  # the first month of a span, and where its name ends
    for match in _SAID.finditer(text):
        name = match["month"][:3].lower()
        if name in _VERBS and not (match["before"] or match["after"]):
            continue
        month = _NAMES.index(name) + 1
        if opened and _UNTIL.match(text[opened[1] : match.start("month")]):
            found |= _span(opened[0], month)
        opened = (month, match.end()) if _FROM.search(text[: match.start("month")]) else None
        found.add(month)
    return frozenset(found)


def _span(first: int, last: int) -> set[int]:
    """Every month from `first` to `last`, over the end of the year where `last` comes before it."""
    return {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}

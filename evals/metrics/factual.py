"""Whether a text says a fact: numbers, money and dates as values, phrases as whole words.

Settled first:
- A number is a whole token: "10" is in neither "100" nor "10.5" nor "FH-10002". "1,000" is 1000, "thirty" is 30.
- A unit stands within the two words after its number, or after the other end of a range: "3–6 business days" says
  3 business days and 6 business days. Singular and plural are the same; "30-day" says 30 days.
- Money with a currency is not said by another currency; a bare amount, as policies write it, says either. A bare
  amount needs its decimals ("25.00") or a currency beside it ("$25"): "25 days" is no money.
- A date may be 2026-06-20, 20 June 2026, June 20th, 2026 or 20 June, which says that day of any year. 06/07/2026
  is read by nobody.
- Phrases are found word for word, whatever their case, quotes and spacing, and never inside a longer word.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from evals.cases.facts import Fact
from evals.text import same_words

_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w]|[.,]\d)")
_RANGED = re.compile(r"(?<![\w.,])(\d+)\s?(?:-|to)\s?(\d+)(?![\w]|[.,]\d)")
_SYMBOLS = {"$": "usd", "£": "gbp", "€": "eur"}
_MONEY = re.compile(
    r"(?P<before>[$£€]|\b(?:usd|gbp|eur)\b)?\s?(?<![\w.,])(?P<amount>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?)(?![\w.]*\d)"
    r"\s?(?P<after>[$£€]|\b(?:usd|gbp|eur)\b)?"
)
_MONTHS = {name.casefold(): i for i, name in enumerate(calendar.month_name) if name} | {
    name.casefold(): i for i, name in enumerate(calendar.month_abbr) if name
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\b\.?,?(?: (?P<year>\d{{4}}))?"),
    re.compile(rf"\b(?P<month>{_MONTH})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?"),
)
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPELT = {word: value for value, word in enumerate(_ONES.split())}
_TENS = {word: 10 * (i + 2) for i, word in enumerate(_DECADES.split())}
_SPELT |= _TENS | {f"{ten}-{one}": _TENS[ten] + _SPELT[one] for ten in _TENS for one in _ONES.split()[1:10]}
_WORDS = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(_SPELT, key=len, reverse=True))})(?![\w])")
_ADJECTIVE = re.compile(r"(?<![\w.,-])(\d+)-(?=[a-z])")
UNIT_REACH = 2  # words between a number and its unit: "30 calendar days"


def says(text: str, fact: Fact) -> bool:
    """Whether `text` states `fact`."""
    if fact.any:
        return any(says(text, one) for one in fact.any)
    plain = same_words(text)
    if fact.money is not None:
        return any(amount == fact.money and _may_be(currency, fact.currency) for amount, currency in _amounts(plain))
    if fact.number is not None:
        return any(number == fact.number and _unit_follows(after, fact.unit) for number, after in _numbers(plain))
    if fact.date is not None:
        return any(_is_day(found, fact.date) for pattern in _DATES for found in pattern.finditer(plain))
    return any(re.search(rf"(?<!\w){re.escape(same_words(wording))}(?!\w)", plain) for wording in fact.phrase)


def _may_be(found: str | None, wanted: str | None) -> bool:
    return found is None or wanted is None or found == wanted.casefold()


def _amounts(plain: str) -> Iterator[tuple[Decimal, str | None]]:
    """Amounts with their currency, None for a bare one."""
    for found in _MONEY.finditer(plain):
        currency = found["before"] or found["after"]
        if currency is None and "." not in found["amount"]:
            continue
        yield Decimal(found["amount"].replace(",", "")), _SYMBOLS.get(currency, currency) if currency else None


def _numbers(plain: str) -> Iterator[tuple[Decimal, str]]:
    """Numbers with the text after them."""
    text = _ADJECTIVE.sub(r"\1 ", plain).replace("%", " percent")
    for found in _RANGED.finditer(text):
        yield from ((Decimal(found[i]), text[found.end() :]) for i in (1, 2))
    for found in _NUMBER.finditer(text):
        yield Decimal(found[0].replace(",", "")), text[found.end() :]
    for found in _WORDS.finditer(plain):
        yield Decimal(_SPELT[found[0]]), plain[found.end() :]


def _unit_follows(after: str, unit: str | None) -> bool:
    if unit is None:
        return True
    wanted = [_singular(word) for word in same_words(unit).split()]
    following = [_singular(word) for word in re.findall(r"[^\W\d_]+", after[:80])[: UNIT_REACH + len(wanted)]]
    return any(following[i : i + len(wanted)] == wanted for i in range(len(following)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word  # "days", not "gas"


def _is_day(found: re.Match[str], day: date) -> bool:
    month = _MONTHS[found["month"]] if found["month"] in _MONTHS else int(found["month"])
    year = found["year"]
    return (month, int(found["day"])) == (day.month, day.day) and year in (None, str(day.year))

"""A rule's reason in words, with the facts it was judged on filled in."""

import re
from collections.abc import Mapping

from tools.money import Money
from tools.words import counted

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
UNKNOWN = "unknown"


def placeholders(reason: str) -> list[str]:
    """The facts that a reason names, in order."""
    return _PLACEHOLDER.findall(reason)


def render(reason: str, facts: Mapping[str, object]) -> str:
    """Fill in the facts; an absent one is "unknown".

    A name ending in `_minor` is an amount in the facts' `currency`; one that begins with `days_` or ends in `_days`
    or `_hours` brings its unit: "1 day", "30 days", "24 hours".
    """
    return _PLACEHOLDER.sub(lambda match: _text(match[1], facts), reason)


def _text(name: str, facts: Mapping[str, object]) -> str:
    value = facts.get(name)
    if value is None:
        return UNKNOWN
    if name.endswith("_minor") and isinstance(value, int):
        return str(Money(value, str(facts.get("currency", ""))))
    if name.startswith("days_") or name.endswith("_days"):
        return counted(value, "day")
    if name.endswith("_hours"):
        return counted(value, "hour")
    return str(value)

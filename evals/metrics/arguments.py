"""Whether two argument values are the same, by type and by the label's declared rule.

Settled first:
- An argument that is None or an empty list was not given: schemas fill in defaults, and a default is no claim.
- `exact` reads numbers as numbers (64 = 64.0 = "64.00"), dates as dates, lists as bags; ids and words must be equal.
- `words` ignores case, order and punctuation; `contains` wants at least the label's words; `any` wants something.
- The fields of a pair are the union of both sides: an argument nobody expected counts against the call.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from evals.cases.schema import ExpectedCall, Rule
from evals.text import words

_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


def fields(expected: ExpectedCall, arguments: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """(fields that are equal, fields given on either side)."""
    wanted, given = _given(expected.arguments), _given(arguments)
    union = frozenset(wanted) | frozenset(given)
    equal = frozenset(
        name
        for name in union
        if name in wanted and name in given and same(wanted[name], given[name], expected.compare.get(name, Rule.EXACT))
    )
    return equal, union


def same(wanted: Any, given: Any, rule: Rule) -> bool:  # noqa: ANN401 - arguments are of any JSON type
    """Whether `given` is what the label means by `wanted`."""
    match rule:
        case Rule.ANY:
            return bool(str(given).strip())
        case Rule.WORDS:
            return Counter(words(str(wanted))) == Counter(words(str(given)))
        case Rule.CONTAINS:
            return set(words(str(wanted))) <= set(words(str(given)))
        case Rule.EXACT:
            return bool(_typed(wanted) == _typed(given))


def _given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None and value != [] and value != ()}


def _typed(value: Any) -> object:  # noqa: ANN401
    """The value in a form whose equality is the type's own."""
    match value:
        case bool():
            return ("bool", value)  # Python takes True for 1
        case int() | float() | Decimal():
            return Decimal(str(value)).normalize()
        case datetime() | date():
            return value.isoformat()
        case str():
            return _number(value.strip())
        case list() | tuple() | set() | frozenset():
            return Counter(repr(_typed(item)) for item in value)
        case Mapping():
            return {str(key): _typed(item) for key, item in _given(value).items()}
        case _:
            return value


def _number(text: str) -> Decimal | str:
    """Plain decimals only: "01234" is a postcode and "1e5" a code, not numbers."""
    return Decimal(text).normalize() if _DECIMAL.fullmatch(text) else text

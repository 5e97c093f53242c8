"""Numbers spelled out, in digits: "thirty days" reads "30 days"."""

import re

_SMALL = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
_VALUES = {word: number for number, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_DIGIT_WORDS = "|".join(_SMALL[1:10])
_SPELLED = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[\s-](?P<unit>{_DIGIT_WORDS}))?|(?P<small>{'|'.join(_SMALL)}))"
    r"(?P<hundred>\s+hundred)?\b",
    re.IGNORECASE,
)
# "one of our team" and "no one" count nothing; "one" before these does.
_COUNTED = re.compile(
    r"[\s-]+(?:\w+[\s-]+)?(?:minute|hour|day|week|month|year|percent|time|kg|point)s?\b", re.IGNORECASE
)


def in_digits(text: str) -> str:
    """`text` with spelled numbers up to nine hundred and "one" only where it counts a unit."""
    return _SPELLED.sub(_digits, text)


def _digits(match: re.Match[str]) -> str:
    if match.group().lower() == "one" and not _COUNTED.match(match.string, match.end()):
        return match.group()
    words = [match[name].lower() for name in ("tens", "unit", "small") if match[name]]
    value = sum(_VALUES[word] for word in words)
    return str(value * 100 if match["hundred"] else value)

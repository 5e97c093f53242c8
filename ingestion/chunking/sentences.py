"""Where sentences end, as character ranges."""

import re

_END = re.compile(r"""[.!?]["'”’)\]]*(?=\s+["'“‘(\[*_]*[A-Z0-9])|\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n(?=[ \t]*\n)""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|no|nos|art|sec|approx|inc|ltd|co|mr|mrs|ms|dr|st)|\b[A-Z])\.$", re.I
)


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of sentences without surrounding blanks, in order; together they hold every non-blank character.

    An abbreviation, an initial or a line break inside a sentence does not end it.
    """
    ranges: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[start : match.end()]) and not text[: match.end()].endswith(
            ("etc.", "Inc.", "Ltd.")
        ):
            continue
        ranges.append((start, match.end()))
        start = match.end()
    ranges.append((start, len(text)))
    return [trimmed for span in ranges if (trimmed := trim(text, *span))[0] < trimmed[1]]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without blanks at its ends; empty where it is all blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

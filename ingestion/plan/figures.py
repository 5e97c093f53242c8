"""Numbers, amounts, durations and dates in a text, and which of them an edit changed."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_UNIT = (
    r"(?:calendar |business |working )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|points?|kg|km|cm|mm"
    r"|percent|items?|orders?|times?)"
)
_FIGURE = re.compile(
    rf"\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|(?:[$€£]\s?|\b(?:USD|EUR|GBP) )?\d+(?:[.,]\d+)*(?:\s?%| ?(?:USD|EUR|GBP)\b|[- ]{_UNIT}\b)?"
)
_NUMBERING = re.compile(
    r"^\s*(?:[-*+]\s+)?\**(?:\d+(?:\.\d+)+[.)]?|\d+[.)])\**\s|\b(?:[Ss]ections?|[Cc]lauses?|[Vv]ersion) \d+(?:\.\d+)*",
    re.MULTILINE,
)
_WORD = re.compile(r"\S+")
_AROUND = 8  # unchanged words shown on each side of a change


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after; None where there was or is none."""

    before: str | None
    after: str | None

    def __str__(self) -> str:
        return f"{self.before or '(none)'} → {self.after or '(none)'}"


def figures(text: str) -> list[str]:
    """Figures in order, with their units: "30 days", "25.00", "1 March 2026". Numbers of clauses are none."""
    return [match.group(0).strip() for match in _FIGURE.finditer(_NUMBERING.sub("", text))]


def changed_figures(before: str, after: str) -> list[FigureChange]:
    """The figures that an edit replaced, added or removed, in order; those that only moved are left out."""
    old, new = figures(before), figures(after)
    changes: list[FigureChange] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            pairs = max(b - a, d - c)
            left = [*old[a:b], *[None] * (pairs - (b - a))]
            right = [*new[c:d], *[None] * (pairs - (d - c))]
            changes += [FigureChange(was, now) for was, now in zip(left, right, strict=True)]
    return changes


def marked_words(before: str, after: str) -> str:
    """One text of both: removed words as [-…-], added ones as {+…+}; far from a change, words are left out."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    out: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            out += _near(old[a:b], first=a == 0, last=b == len(old))
        if kind in ("replace", "delete"):
            out.append(f"[-{' '.join(old[a:b]).strip()}-]")
        if kind in ("replace", "insert"):
            out.append(f"{{+{' '.join(new[c:d]).strip()}+}}")
    return " ".join(out)


def _near(words: list[str], *, first: bool, last: bool) -> list[str]:
    """The unchanged words beside changes: before the first change only the end, after the last only the start."""
    if len(words) <= 2 * _AROUND or (first and last):
        return words
    start = [] if first else words[:_AROUND]
    end = [] if last else words[-_AROUND:]
    return [*start, "…", *end]

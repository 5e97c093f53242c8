"""Takes out of a text what is personal, and puts stand-ins in: the same thing is the same stand-in throughout.

It errs on the side of taking out. E-mails go first, then what the records know of anybody; then whatever looks like an
address, a telephone, a number that leads to somebody, a postcode, or a name that somebody gives; last, every
capitalised word that neither the policies nor the word lists use, as "[removed]". A name in small letters that no
record knows is not seen: drafts are for a person to review.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from copilot.understanding.words import Words
from evals.harvest.known import Known

REMOVED = "[removed]"
_OPEN, _CLOSE = "\ue000", "\ue001"  # around the number of a stand-in, so that no later rule reads one
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.-])\+?\(?\d(?:[\s().-]{0,2}\d){8,}(?!\w)")  # nine digits or more: no date, no amount
_REFERENCE = re.compile(r"(?<![\w.,])(?:[A-Z]{1,4}-(?=(?:[A-Z-]*\d){3})[A-Z0-9-]+|\d{5,})(?!\w|[.,]\d)", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_ROAD = r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Row|Mews|Close|Walk|Hill|Way|Place|Court|Square|Terrace)"
_STREET = re.compile(rf"\b\d{{1,5}}[a-z]?,?\s+(?:[^\W\d_a-z][\w'’-]*\s+){{1,3}}{_ROAD}\b\.?")
_GIVEN = re.compile(
    r"\b(?P<lead>(?:my|her|his|their) (?:full )?name is|name:|(?:mr|mrs|ms|miss|dr)\.?|dear|regards,?|signed,?)\s+"
    r"(?P<name>[^\W\d_][\w'’-]*(?:\s+(?!and\b|but\b|i\b|my\b|from\b|with\b)[^\W\d_][\w'’-]*){0,2})",
    re.IGNORECASE,
)
_GREETS = ("dear", "regards", "signed")  # also said to, or by, nobody in particular
_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+")
_LEAST = 3  # characters of what is looked for by itself: "Al" would be in too many texts
Phrases = Mapping[tuple[str, ...], str]  # tokens in small letters -> what kind of thing they are
_LISTS = ("intents", "replies", "risks", "choices", "phrases")


class Redactor:
    """One for a conversation. `vocabulary`: words, in small letters, that are nobody's."""

    def __init__(self, known: Phrases, vocabulary: frozenset[str]) -> None:
        self._vocabulary = vocabulary
        self._known = known
        self._longest = max(map(len, self._known), default=0)
        self._stand_ins: list[str] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def redact(self, text: str) -> str:
        """The text without what is personal; what stood for the same before stands for the same again."""
        text = _EMAIL.sub(partial(self._matched, "email"), text)
        text = self._without_known(text)
        for kind, pattern in _PATTERNS:
            text = pattern.sub(partial(self._matched, kind), text)
        text = _GIVEN.sub(self._given, text)
        text = _CAPITALISED.sub(self._unknown, text)
        return re.sub(rf"{_OPEN}(\d+){_CLOSE}", lambda match: self._stand_ins[int(match[1])], text)

    def _matched(self, kind: str, match: re.Match[str]) -> str:
        return self._hide(kind, match[0])

    def _hide(self, kind: str, text: str) -> str:
        key = (kind, _same(kind, text))
        number = self._numbers.setdefault(key, sum(one == kind for one, _ in self._numbers) + 1)
        return self._put(_STAND_INS[kind](text, number))

    def _put(self, text: str) -> str:
        """A mark that stands for `text`, which no rule changes any more."""
        self._stand_ins.append(text)
        return f"{_OPEN}{len(self._stand_ins) - 1}{_CLOSE}"

    def _without_known(self, text: str) -> str:
        """Known phrases of any spacing and case, the longest first; a common word in small letters is left."""
        tokens = list(_TOKEN.finditer(text))
        pieces, end, place = [], 0, 0
        while place < len(tokens):
            length = self._known_at(tokens, place)
            if length:
                start, stop = tokens[place].start(), tokens[place + length - 1].end()
                kind = self._known[tuple(token[0].lower() for token in tokens[place : place + length])]
                pieces += [text[end:start], self._hide(kind, text[start:stop])]
                end = stop
            place += length or 1
        return "".join([*pieces, text[end:]])

    def _known_at(self, tokens: list[re.Match[str]], place: int) -> int:
        """How many tokens from here on are something known; 0 for nothing."""
        for length in range(min(self._longest, len(tokens) - place), 0, -1):
            words = [token[0] for token in tokens[place : place + length]]
            if tuple(map(str.lower, words)) in self._known and not (length == 1 and words[0] in self._vocabulary):
                return length
        return 0

    def _given(self, match: re.Match[str]) -> str:
        common = all(word.lower() in self._vocabulary for word in _WORD.findall(match["name"]))
        if common and match["lead"].lower().startswith(_GREETS):
            return match[0]
        return f"{self._put(match['lead'])} {self._hide('name', match['name'])}"

    def _unknown(self, match: re.Match[str]) -> str:
        words = _WORD.findall(re.sub(r"['’]s$", "", match[0]))
        return match[0] if all(word.lower() in self._vocabulary for word in words) else REMOVED


def vocabulary_of(documents: Iterable[str], words: Words) -> frozenset[str]:
    """Words of the policies and of the shop's own word lists, in small letters."""
    listed = (str(words.load(name)) for name in _LISTS)
    return frozenset(word.lower() for text in (*documents, *listed) for word in _WORD.findall(text))


def phrases_of(known: Known) -> Phrases:
    """What is looked for, as tokens in small letters, with its kind: whole texts, and the parts of names."""
    parts = {part for name in known.names for part in _TOKEN.findall(name)}
    found: dict[tuple[str, ...], str] = {(part.lower(),): "name" for part in parts if len(part) >= _LEAST}
    for kind, texts in (("name", known.names), ("place", known.places), ("reference", known.references)):
        for text in texts:
            tokens = tuple(token.lower() for token in _TOKEN.findall(text))
            if sum(map(len, tokens)) >= _LEAST:
                found[tokens] = _kind(kind, text)
    return found


def _kind(kind: str, text: str) -> str:
    if kind == "place":
        return "postcode" if any(c.isdigit() for c in text) and " " not in text.strip() else "address"
    return kind


def _same(kind: str, text: str) -> str:
    """What makes two texts the same thing: an order is its digits, whatever stands before them."""
    plain = " ".join(text.split()).casefold()
    if kind == "reference":
        return re.sub(r"^[a-z]+[-\s]", "", plain)
    return re.sub(r"[\s().+-]", "", plain) if kind in ("phone", "postcode") else plain


def _reference(text: str, number: int) -> str:
    """Its own shape, so that it is still read as an order or a card: "FH-10001" becomes "FH-00001"."""
    head = re.match(r"[A-Za-z]+[-\s]", text)
    lead, rest = (head[0], text[head.end() :]) if head else ("", text)
    digits = iter(reversed(str(number).zfill(sum(c.isdigit() for c in rest))))
    turned = [next(digits) if c.isdigit() else "X" if c.isalpha() else c for c in reversed(rest)]
    return lead.upper() + "".join(reversed(turned))


_PATTERNS = (("address", _STREET), ("phone", _PHONE), ("reference", _REFERENCE), ("postcode", _POSTCODE))
_STAND_INS: Mapping[str, Callable[[str, int], str]] = {
    "name": lambda _, number: f"Person {number}",
    "email": lambda _, number: f"person{number}@example.com",
    "phone": lambda _, number: f"555-{number:04}",
    "address": lambda _, number: f"{number} Example Street",
    "postcode": lambda text, number: f"{number:05}" if text.strip()[:1].isdigit() else f"ZZ{number} 1ZZ",
    "reference": _reference,
}

"""One source of truth, the policy: what rules and parameters quote must stand there and say the value."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools.gate.parameters import Parameters, Unit
from tools.gate.reason import placeholders, render
from tools.gate.rules import RuleBook

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_EMPHASIS = re.compile(r"\*+|`+|__")
_MARKS, _SPACE = r"[*_`]*", r"(?:\s[*_`]*)+"  # what may stand between two letters, and between two words


@dataclass(frozen=True, slots=True)
class Citation:
    """A policy sentence that something here rests on. `version` None: every version of the document."""

    kind: str  # "rule" or "parameter"
    id: str
    doc_id: str
    version: str | None
    quote: str


def citations(book: RuleBook, parameters: Parameters) -> Iterator[Citation]:
    """Every sentence that the rules and the parameters rest on."""
    for rule in book.rules.values():
        if rule.clause:
            for quote, version in spelled_out(rule.clause.quote, parameters):
                yield Citation("rule", rule.id, rule.clause.doc_id, version, quote)
    for name, parameter in parameters.declared.items():
        for value in parameter.values:
            yield Citation("parameter", name, value.doc_id, value.version, value.quote)


def spelled_out(quote: str, parameters: Parameters) -> Iterator[tuple[str, str | None]]:
    """A rule's quote as each version of its dated number says it, with that version; as it stands without one.

    Raises UnknownParameterError for a placeholder that is no parameter.
    """
    names = placeholders(quote)
    if not names:
        yield quote, None
        return
    for value in parameters.of(names[0]).values:
        yield render(quote, {names[0]: value.value}), value.version


def gone(cited: Iterable[Citation], texts: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """What is quoted and does not stand there. `texts` are whole documents by (doc id, version).

    A rule's quote must stand in at least one version; a parameter's in exactly the version it names.
    """
    for citation in cited:
        versions = [
            text
            for (doc_id, version), text in texts.items()
            if doc_id == citation.doc_id and citation.version in (None, version)
        ]
        where = f"{citation.kind} {citation.id}: {citation.doc_id} {citation.version or ''}".rstrip()
        if not versions:
            yield f"{where}: there is no such document"
        elif not any(stands_in(citation.quote, text) for text in versions):
            yield f"{where}: does not say {citation.quote!r}"


def unsaid(parameters: Parameters) -> Iterator[str]:
    """Values that their own quote does not say."""
    for name, parameter in parameters.declared.items():
        for value in parameter.values:
            if not says(value.quote, value.value, parameter.unit):
                yield f"parameter {name}: {value.quote!r} does not say {value.value}"


def says(quote: str, value: int | Decimal | date, unit: Unit) -> bool:
    """Whether a sentence says the value: the number itself, money with two decimals, a date in words."""
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}" in quote
    if unit is Unit.MONEY:
        return f"{value:,.2f}" in _NUMBER.findall(quote)
    return str(value) in _NUMBER.findall(quote)


def stands_in(quote: str, text: str) -> bool:
    """Whether `text` says `quote` word for word. Line breaks and Markdown emphasis do not count."""
    said = _plain(quote)
    return bool(said) and said in _plain(text)


def as_it_stands(quote: str, text: str) -> str | None:
    """The piece of `text` that says `quote`, verbatim, with its line breaks and emphasis; None where none does."""
    if not stands_in(quote, text):
        return None
    letters = (_SPACE if letter == " " else re.escape(letter) for letter in _plain(quote))
    found = re.search(f"{_MARKS}{_MARKS.join(letters)}{_MARKS}", text)
    return found.group() if found else None


def _plain(text: str) -> str:
    return " ".join(_EMPHASIS.sub("", text).split())

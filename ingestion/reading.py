"""Sentences of a text, as they stand in the source and as a reader sees them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingestion.chunking.sentences import sentence_ranges

_PREFIX = re.compile(r"^\s*(?:[-*+]\s+|\d+[.)]\s+|\d+(?:\.\d+)+\.?\s+|\(?[a-z]\)\s+|>\s+)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)\s*$")  # makes a heading of the paragraph above it
_REMEMBERED = 8_192  # texts: those of a few hundred pages come back turn after turn
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`quote` stands verbatim in the source; `words` is the same without Markdown, for a reader.

    `paragraph` numbers the paragraph, list item or table row that it stands in, from 0.
    """

    quote: str
    words: str
    table_row: bool = False
    paragraph: int = 0


@lru_cache(_REMEMBERED)
def sentences(text: str, context: str = "") -> tuple[Sentence, ...]:
    """Every sentence of `text` in order; a table row is one sentence, read with the header in `context` or `text`."""
    found: list[Sentence] = []
    header: list[str] = _header(context)
    for number, block in enumerate(_blocks(text)):
        if not block.lstrip().startswith("|"):
            said = ((quote, _plain(quote)) for quote in _split(block))
            found.extend(Sentence(quote, words, paragraph=number) for quote, words in said if words)
            continue
        cells = _cells(block)
        if not header:
            header = cells
        elif cells != header:
            found.append(Sentence(block.strip(), _row(header, cells), table_row=True, paragraph=number))
    return tuple(found)


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs (their lines may be wrapped), list items and table rows; without headings, rules and markers."""
    paragraph: list[str] = []
    for line in [*text.splitlines(keepends=True), ""]:
        if paragraph and _UNDERLINE.match(line) and not _PREFIX.match(paragraph[0]):
            paragraph = []
            continue
        alone = not line.strip() or line.lstrip().startswith(("#", ":::", "|")) or bool(_RULE.match(line))
        if (alone or _PREFIX.match(line)) and paragraph:
            yield "".join(paragraph)
            paragraph = []
        if line.lstrip().startswith("|") and not _RULE.match(line):
            yield line
        elif not alone:
            paragraph.append(line)


def _split(line: str) -> list[str]:
    said = _PREFIX.sub("", line).strip()
    return [said[start:end] for start, end in sentence_ranges(said)]


def _plain(quote: str) -> str:
    return " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", quote)).split())


def _header(context: str) -> list[str]:
    rows = [line for line in context.splitlines() if line.lstrip().startswith("|") and not _RULE.match(line)]
    return _cells(rows[0]) if rows else []


def _cells(line: str) -> list[str]:
    return [_plain(cell.strip()) for cell in line.strip().strip("|").split("|")]


def _row(header: list[str], cells: list[str]) -> str:
    pairs = [f"{name}: {value}" if name else value for name, value in zip(header, cells, strict=False) if value]
    return "; ".join(pairs) + "."

"""Which retrieved texts hold which gold passages: by document, version and words, never by a chunk's id."""

from collections.abc import Sequence
from typing import Protocol

from evals.cases.schema import Gold, Source
from evals.text import same_words


class Passage(Protocol):
    """A hit or a piece of evidence."""

    @property
    def doc_id(self) -> str | None: ...
    @property
    def version(self) -> str | None: ...
    @property
    def text(self) -> str: ...


def holds(passage: Passage, gold: Gold) -> bool:
    """Whether the whole quote, or one that says the same, stands in the passage: right document, right version."""
    return any(_says(passage, source) for source in gold.sources)


def _says(passage: Passage, source: Source) -> bool:
    return (
        passage.doc_id == source.doc_id
        and (source.version is None or passage.version == source.version)
        and same_words(source.quote) in same_words(passage.text)
    )


def missing(golds: Sequence[Gold], passages: Sequence[Passage]) -> tuple[Gold, ...]:
    """The labels that no passage holds. A quote cut in two by chunking is held by neither half: that is a miss."""
    return tuple(gold for gold in golds if not any(holds(passage, gold) for passage in passages))


def relevant(golds: Sequence[Gold], passages: Sequence[Passage]) -> tuple[bool, ...]:
    """Per passage, best first: does it bring a gold quote that none before it brought?

    A duplicate brings nothing new, so it counts as noise; a passage with two gold quotes is one relevant passage.
    """
    brought: set[Gold] = set()
    marks = []
    for passage in passages:
        new = {gold for gold in golds if gold not in brought and holds(passage, gold)}
        marks.append(bool(new))
        brought |= new
    return tuple(marks)

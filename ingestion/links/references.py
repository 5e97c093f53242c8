"""Explicit references: "see section 4", "except as stated in section 7", "see the Final sale policy"."""

from collections.abc import Iterator

from ingestion.links.outline import Outline
from ingestion.links.phrases import LIMITED_BY, LIMITS, NUMBER, POINTS_TO_LIMITS, REFERENCE
from ingestion.links.similar import Similar
from ingestion.links.titles import Titles
from ingestion.model import Chunk, Link, LinkKind


def references(outline: Outline, titles: Titles, similar: Similar) -> Iterator[Link]:
    """Links from chunks that name a section of their document, or another document.

    A named document is linked at the chunk of it that shares most with the sentence.
    """
    for chunk, sentences in outline.sentences:
        for sentence in sentences:
            for target in _sections(sentence, outline):
                yield _link(chunk, target, sentence)
            for other in titles.named(sentence, chunk.metadata):
                for target in similar.best(sentence, other.chunks) or other.chunks[:1]:
                    yield _link(chunk, target, sentence)


def _sections(sentence: str, outline: Outline) -> Iterator[Chunk]:
    for match in REFERENCE.finditer(sentence):
        for number in NUMBER.findall(match.group(1)):
            yield from outline.by_number.get(number, ())


def _link(speaking: Chunk, named: Chunk, sentence: str) -> Link:
    """An exception link runs from what limits to what is limited, whichever of the two says so."""
    limited = POINTS_TO_LIMITS.search(sentence)
    if LIMITS.search(sentence) and not limited:
        return Link(speaking.chunk_id, named.chunk_id, LinkKind.EXCEPTION)
    if limited or LIMITED_BY.search(sentence):
        return Link(named.chunk_id, speaking.chunk_id, LinkKind.EXCEPTION)
    return Link(speaking.chunk_id, named.chunk_id, LinkKind.REFERENCE)

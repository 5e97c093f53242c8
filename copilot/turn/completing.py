"""What completes the passages that were found: exceptions, rules, definitions, and the pieces of a section beside them.

A section that is longer than a chunk is cut; what limits a rule may then stand in the next piece of its own section.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingestion.links.phrases import LIMITED_BY, RESTRICTS
from ingestion.model import Chunk, ChunkId, Link, LinkKind
from ingestion.reading import sentences
from ingestion.search import Scope, Search

Linked = Sequence[tuple[Link, Chunk]]

LEANS_BACK = re.compile(
    r"(?:it|its|they|their|them|this|that|these|those|both|otherwise|then|after that|until then|such|in that case"
    r"|the rest)\b",
    re.IGNORECASE,
)


def linked(followed: Sequence[Chunk], searcher: Search, scope: Scope) -> Linked:
    """Exceptions and definitions linked to `followed` with the chunk at the other end, those of the first chunk first.

    The pieces beside a chunk in its section count as linked: as an exception to it where they limit or restrict
    something, else as a reference.
    """
    if not followed:
        return []
    rank = {chunk.chunk_id: position for position, chunk in enumerate(followed)}

    def nearness(pair: tuple[Link, Chunk]) -> tuple[int, int]:
        link, other = pair
        return min(rank.get(link.source, len(rank)), rank.get(link.target, len(rank))), other.ordinal

    known = searcher.linked(list(rank), scope)
    wanted = [pair for pair in known if pair[0].kind in (LinkKind.EXCEPTION, LinkKind.DEFINITION)]
    there = {(link.source, link.target) for link, _ in wanted}
    beside = (pair for chunk in followed for pair in _beside(chunk, searcher, scope))
    wanted += [pair for pair in beside if (pair[0].source, pair[0].target) not in there]
    return sorted(wanted, key=nearness)


def leaning(chunk: Chunk, pool: Iterable[Chunk]) -> list[ChunkId]:
    """The pieces of `pool` that `chunk` cannot be read without: the one before, where it begins with "It" or "This",
    and the one after that begins so."""
    near = {other.ordinal - chunk.ordinal: other for other in pool if _same_section(other, chunk)}
    before, after = near.get(-1), near.get(1)
    found = [before] if before and _leans_back(chunk) else []
    found += [after] if after and _leans_back(after) else []
    return [other.chunk_id for other in found]


def _beside(chunk: Chunk, searcher: Search, scope: Scope) -> Iterator[tuple[Link, Chunk]]:
    """Any piece of the section may limit it; what only goes on does so in the piece before or after."""
    for other in searcher.neighbours(chunk, scope):
        if RESTRICTS.search(other.body) or LIMITED_BY.search(other.body):
            yield Link(other.chunk_id, chunk.chunk_id, LinkKind.EXCEPTION), other
        elif abs(other.ordinal - chunk.ordinal) == 1:
            yield Link(other.chunk_id, chunk.chunk_id, LinkKind.REFERENCE), other


def _same_section(one: Chunk, other: Chunk) -> bool:
    here, there = one.metadata, other.metadata
    return (here.doc_id, here.version, one.heading_path) == (there.doc_id, there.version, other.heading_path)


def _leans_back(chunk: Chunk) -> bool:
    said = sentences(chunk.body, chunk.context)
    return bool(said) and not said[0].table_row and LEANS_BACK.match(said[0].words) is not None

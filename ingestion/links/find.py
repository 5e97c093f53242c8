"""All links of a generation."""

from collections.abc import Iterator, Sequence

from ingestion.links.definitions import definitions
from ingestion.links.exceptions import exceptions
from ingestion.links.outline import outlines
from ingestion.links.references import references
from ingestion.links.similar import Similar
from ingestion.links.superseding import superseding
from ingestion.links.titles import Titles
from ingestion.model import Chunk, Link, LinkKind


def find_links(chunks: Sequence[Chunk]) -> list[Link]:
    """Typed links between different chunks, each once, sorted. A pair linked as an exception is no mere reference."""
    found = set(_found(chunks))
    exceptional = {(link.source, link.target) for link in found if link.kind is LinkKind.EXCEPTION}
    exceptional |= {(target, source) for source, target in exceptional}
    kept = (
        link
        for link in found
        if link.source != link.target
        and not (link.kind is LinkKind.REFERENCE and (link.source, link.target) in exceptional)
    )
    return sorted(kept, key=lambda link: (link.source, link.target, link.kind))


def _found(chunks: Sequence[Chunk]) -> Iterator[Link]:
    documents = outlines(chunks)
    similar = Similar(chunks)
    titles = Titles(documents)
    for outline in documents:
        yield from references(outline, titles, similar)
        yield from exceptions(outline, titles, similar)
    yield from definitions(documents)
    yield from superseding(documents)

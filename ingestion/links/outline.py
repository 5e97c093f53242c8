"""One document version seen by its sections: what a reference can name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingestion.chunking.sentences import sentence_ranges
from ingestion.links.phrases import CLAUSE_NUMBER, EXCEPTION_HEADING, GRANTS, HEADING_NUMBER
from ingestion.model import Chunk, GovernedBy, Metadata

_PATH = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Outline:
    """The chunks of one document version, in order. There is one object a version: it is compared as such."""

    chunks: tuple[Chunk, ...]

    @property
    def metadata(self) -> Metadata:
        """Of the document version."""
        return self.chunks[0].metadata

    @cached_property
    def by_number(self) -> dict[str, list[Chunk]]:
        """Chunks by the number of their section or of a clause in them; a section holds its subsections."""
        found: dict[str, list[Chunk]] = defaultdict(list)
        for chunk in self.chunks:
            numbers = set(CLAUSE_NUMBER.findall(chunk.body))
            numbers |= {match.group(1) for step in chunk.heading_path if (match := HEADING_NUMBER.match(step))}
            for number in sorted(numbers):
                found[number].append(chunk)
        return dict(found)

    @cached_property
    def sections(self) -> dict[_PATH, list[Chunk]]:
        """Chunks by heading path, in order."""
        found: dict[_PATH, list[Chunk]] = defaultdict(list)
        for chunk in self.chunks:
            found[chunk.heading_path].append(chunk)
        return dict(found)

    @cached_property
    def sentences(self) -> tuple[tuple[Chunk, tuple[str, ...]], ...]:
        """Each chunk with its sentences, in order."""
        return tuple((chunk, _sentences(chunk.body)) for chunk in self.chunks)

    @cached_property
    def rules(self) -> tuple[Chunk, ...]:
        """Chunks outside sections of exceptions."""
        return tuple(chunk for chunk in self.chunks if not is_exception_section(chunk))

    @cached_property
    def grants(self) -> tuple[Chunk, ...]:
        """The rules that grant something."""
        return tuple(rule for rule in self.rules if GRANTS.search(rule.body))

    def before(self, chunk: Chunk) -> list[Chunk]:
        """The rules of the nearest section above `chunk` that is not one of exceptions."""
        above = [rule for rule in self.rules if rule.ordinal < chunk.ordinal]
        return [rule for rule in above if rule.heading_path == above[-1].heading_path] if above else []


def outlines(chunks: Sequence[Chunk]) -> list[Outline]:
    """One outline a document version, in the order of `chunks`."""
    found: dict[tuple[str, str], list[Chunk]] = defaultdict(list)
    for chunk in chunks:
        found[chunk.metadata.doc_id, chunk.metadata.version].append(chunk)
    return [Outline(tuple(group)) for group in found.values()]


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentence_ranges(text))


def is_exception_section(chunk: Chunk) -> bool:
    """Whether a heading above the chunk announces exceptions. The document's own title does not count."""
    return any(EXCEPTION_HEADING.search(step) for step in chunk.heading_path if step != chunk.metadata.title)


def may_meet(one: Metadata, other: Metadata) -> bool:
    """Whether one matter can need both versions.

    Versions judged by different dates always can: an order of May may be delivered in June.
    """
    if one.doc_id == other.doc_id:
        return one.version == other.version
    if one.regions and other.regions and not set(one.regions) & set(other.regions):
        return False
    if one.governed_by is not other.governed_by or GovernedBy.REQUEST in (one.governed_by, other.governed_by):
        return True
    starts = [day for day in (one.effective_from, other.effective_from) if day]
    ends = [day for day in (one.effective_to, other.effective_to) if day]
    return not starts or not ends or max(starts) <= min(ends)

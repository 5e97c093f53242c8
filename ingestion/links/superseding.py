"""Clauses of a version and the clauses of the version it supersedes."""

from collections.abc import Iterator, Sequence

from ingestion.links.outline import Outline
from ingestion.links.phrases import HEADING_NUMBER
from ingestion.model import Chunk, Link, LinkKind


def superseding(documents: Sequence[Outline]) -> Iterator[Link]:
    """Links from each chunk to the chunks under the same heading of the superseded version."""
    by_version = {(outline.metadata.doc_id, outline.metadata.version): outline for outline in documents}
    for outline in documents:
        older = by_version.get((outline.metadata.doc_id, outline.metadata.supersedes or ""))
        if older is None:
            continue
        before = {_place(path): chunks for path, chunks in older.sections.items()}
        for chunk in outline.chunks:
            for old in before.get(_place(chunk.heading_path), ()):
                if _paired(chunk, old):
                    yield Link(chunk.chunk_id, old.chunk_id, LinkKind.SUPERSEDES)


def _place(path: tuple[str, ...]) -> tuple[str, ...]:
    """Headings without their numbers: a renumbered section is the same section."""
    return tuple(HEADING_NUMBER.sub("", step).casefold() for step in path)


def _paired(new: Chunk, old: Chunk) -> bool:
    """Within a long section, only chunks at the same place in it."""
    return new.chunk_id.rpartition(":")[2] == old.chunk_id.rpartition(":")[2]

"""Altered text in the ledger: how it is told, and how it is cut again from its file while that is still the same."""

from collections.abc import Iterator
from pathlib import Path

from ingestion.document import Document
from ingestion.errors import DocumentRefused, FolderMissing
from ingestion.index import Index
from ingestion.ledger.records import Generation, StoredDocument
from ingestion.loaders import load, scan

_MEGABYTE = 1_000_000


class SourceGone(Exception):  # noqa: N818 - named for what is wrong
    """A document cannot be cut again; its words say why."""


def altered(index: Index, generation: Generation, document: StoredDocument) -> Iterator[tuple[str, str]]:
    """What of a document is not as it was written: the part, and what is wrong with it."""
    name = f"{document.metadata.doc_id} {document.metadata.version}"
    written = index.ledger.documents.whole(document)
    if written.content_fingerprint != document.content_fingerprint:
        yield name, "not the text that was read"
    if written.metadata_fingerprint != document.metadata_fingerprint:
        yield name, "not the metadata or questions that were read"
    same = _same_pipeline(index, generation)
    for stored in index.ledger.chunks.of_documents(generation.id, [document.key]):
        span = stored.chunk.span
        if written.text[span.start : span.end] != stored.chunk.text:
            yield stored.chunk.chunk_id, "not the text at its span"
        elif same and index.keyed(stored.chunk) != stored:
            yield stored.chunk.chunk_id, "not the text that was embedded"


def source(index: Index, generation: Generation, document: StoredDocument) -> Document:
    """A document as its file gives it again. Raises SourceGone where the file or the pipeline is another by now."""
    name = document.metadata.source
    if not _same_pipeline(index, generation):
        raise SourceGone("it was cut with other settings")
    root = Path(generation.root)
    try:
        found = scan(root / name, index.settings.max_file_mb * _MEGABYTE, root=root).files
        if not found or found[0].fingerprint != document.file_fingerprint:
            raise SourceGone(f"{name} has changed since")
        return load(found[0].raw, name, found[0].beside)
    except FolderMissing as error:
        raise SourceGone(f"{name} is gone") from error
    except DocumentRefused as error:
        raise SourceGone(f"{name} cannot be read now") from error


def recut(index: Index, generation: Generation, document: StoredDocument) -> None:
    """Write a document's text and chunks again from its file. Raises SourceGone."""
    again = source(index, generation, document)
    index.ledger.documents.replace(document.key, again, index.cut(again))


def _same_pipeline(index: Index, generation: Generation) -> bool:
    return (generation.model_id, generation.chunker) == (index.embedder.model_id, index.chunker.fingerprint)

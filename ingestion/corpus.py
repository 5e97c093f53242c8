"""A folder as documents: what was read, what is unchanged, what was refused and what keeps serving in its place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ingestion.document import Document, Notice, fingerprint
from ingestion.errors import DocumentRefused, DuplicateVersion, OverlappingVersions
from ingestion.ledger.records import StoredDocument
from ingestion.loaders import Found, Scan, load
from ingestion.model import Metadata


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the new state. `document` is None where its stored form is used as it is."""

    key: str
    metadata: Metadata
    content_fingerprint: str
    metadata_fingerprint: str
    file_fingerprint: str
    notices: tuple[Notice, ...]
    document: Document | None = None

    @property
    def version_key(self) -> tuple[str, str]:
        """What identifies a document version."""
        return self.metadata.doc_id, self.metadata.version

    def as_stored(self) -> StoredDocument:
        """As a generation lists it."""
        return StoredDocument(
            self.key,
            self.metadata,
            self.content_fingerprint,
            self.metadata_fingerprint,
            self.file_fingerprint,
            self.notices,
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """The state that a sync would bring about, and what it could not read."""

    entries: tuple[Entry, ...]
    refusals: tuple[DocumentRefused, ...]
    notices: tuple[Notice, ...]
    kept: tuple[Metadata, ...]  # old versions that keep serving because their file was refused


def read_corpus(
    scan: Scan, stored: Iterable[StoredDocument], pipeline: str, whole: Callable[[StoredDocument], Document] | None
) -> Corpus:
    """Read a scan against what is stored; a refused file keeps its stored version, a single file all the others.

    A file with known bytes is not parsed again. `pipeline` is what turns text into vectors (chunker and model);
    where it changed, `whole` gives a stored document with its text, and every document is cut anew.
    """
    by_source = {document.metadata.source: document for document in stored}
    reading = _Reading(by_source, pipeline, whole)
    for file in scan.files:
        known = by_source.get(file.source)
        if known is not None and known.file_fingerprint == file.fingerprint and whole is None:
            reading.keep(known)
        else:
            reading.parse(file)
    for refusal in scan.refusals:
        reading.refuse(refusal, refusal.file or "")
    if scan.single:
        named = {file.source for file in scan.files}
        for document in by_source.values():
            if document.metadata.source not in named:
                reading.keep(document)
    return reading.corpus(scan.notices)


class _Reading:
    """Accepts documents one by one; who comes first wins a conflict, and what already serves comes first."""

    def __init__(
        self,
        by_source: dict[str, StoredDocument],
        pipeline: str,
        whole: Callable[[StoredDocument], Document] | None,
    ) -> None:
        self._by_source = by_source
        self._pipeline = pipeline
        self._whole = whole
        self._accepted: dict[tuple[str, str], Entry] = {}
        self._parsed: list[Entry] = []
        self._refusals: list[DocumentRefused] = []
        self._kept: list[Metadata] = []

    def keep(self, document: StoredDocument) -> None:
        """Take a stored document over, cut anew from its stored text where the pipeline changed."""
        if self._whole is None:
            entry = _stored_entry(document)
        else:
            entry = _parsed_entry(document.file_fingerprint, self._whole(document), self._pipeline)
        self._accepted[entry.version_key] = entry

    def parse(self, file: Found) -> None:
        try:
            document = load(file.raw, file.source, file.beside)
        except DocumentRefused as refusal:
            self.refuse(refusal, file.source)
        else:
            self._parsed.append(_parsed_entry(file.fingerprint, document, self._pipeline))

    def refuse(self, refusal: DocumentRefused, source: str) -> None:
        """Note a refusal; what the file at `source` served before goes on serving."""
        self._refusals.append(refusal)
        if (old := self._by_source.get(source)) is not None:
            self._kept.append(old.metadata)
            self.keep(old)

    def corpus(self, notices: tuple[Notice, ...]) -> Corpus:
        for entry in sorted(self._parsed, key=lambda entry: entry.metadata.source not in self._by_source):
            if (conflict := self._conflict(entry)) is None:
                self._accepted[entry.version_key] = entry
            else:
                self.refuse(conflict, entry.metadata.source)
        entries = sorted(self._accepted.values(), key=lambda entry: (entry.metadata.source, entry.key))
        own = tuple(notice for entry in entries for notice in entry.notices)
        return Corpus(tuple(entries), tuple(self._refusals), notices + own, tuple(self._kept))

    def _conflict(self, entry: Entry) -> DocumentRefused | None:
        if (other := self._accepted.get(entry.version_key)) is not None:
            return _duplicate(entry.metadata, other.metadata)
        for other in self._accepted.values():
            if other.metadata.doc_id == entry.metadata.doc_id and overlap(entry.metadata, other.metadata):
                return _overlapping(entry.metadata, other.metadata)
        return None


def overlap(one: Metadata, other: Metadata) -> bool:
    """Whether both would be in force on some day, for some region, for the same audience."""
    starts_in_time = max(one.effective_from or date.min, other.effective_from or date.min) <= min(
        one.effective_to or date.max, other.effective_to or date.max
    )
    same_place = not one.regions or not other.regions or bool(set(one.regions) & set(other.regions))
    return starts_in_time and same_place and one.audience is other.audience


def _stored_entry(document: StoredDocument) -> Entry:
    return Entry(
        document.key,
        document.metadata,
        document.content_fingerprint,
        document.metadata_fingerprint,
        document.file_fingerprint,
        document.notices,
    )


def _parsed_entry(file_fingerprint: str, document: Document, pipeline: str) -> Entry:
    return Entry(
        fingerprint(document.content_fingerprint, document.metadata_fingerprint, pipeline),
        document.metadata,
        document.content_fingerprint,
        document.metadata_fingerprint,
        file_fingerprint,
        document.notices,
        document,
    )


def _duplicate(new: Metadata, other: Metadata) -> DuplicateVersion:
    return DuplicateVersion(
        f"{new.doc_id} {new.version} is already the document in {other.source}.",
        fix="Give this file another id or version, or remove one of the two.",
        file=new.source,
        field="version",
    )


def _overlapping(new: Metadata, other: Metadata) -> OverlappingVersions:
    return OverlappingVersions(
        f"{new.doc_id} {new.version} and {other.version} ({other.source}) are in force on the same days.",
        fix="Set effective_to of the older version to the day before the newer one's effective_from.",
        file=new.source,
        field="effective_from",
    )

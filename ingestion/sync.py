"""Applies a folder: a new generation beside the old, then one switch."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy.exc import OperationalError

from ingestion.build import Progress, build
from ingestion.changes import Changes, compare
from ingestion.corpus import Corpus, read_corpus
from ingestion.document import Notice
from ingestion.embedding import Embedder
from ingestion.errors import DocumentRefused, FolderEmpty, MassWithdrawal, StoreUnwritable
from ingestion.index import Index, open_index
from ingestion.ledger.engine import refusal
from ingestion.ledger.records import Generation, StoredDocument
from ingestion.loaders import SUFFIXES, Scan, scan
from ingestion.lock import writing
from ingestion.prune import discard_unfinished, prune
from ingestion.repair import mend, missing_parts
from ingestion.settings import IngestionSettings

_MEGABYTE = 1_000_000
Reason = Literal["first", "documents", "model", "chunker"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A folder read against the active generation."""

    active: Generation | None
    stored: tuple[StoredDocument, ...]
    scan: Scan
    corpus: Corpus
    changes: Changes
    reasons: tuple[Reason, ...]  # why a new generation is needed; empty: it is not


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did. `generation` is what serves now; `applied` is False where there was nothing to do."""

    generation: str | None
    applied: bool
    reasons: tuple[Reason, ...]
    changes: Changes
    refusals: tuple[DocumentRefused, ...]
    notices: tuple[Notice, ...]
    kept: tuple[str, ...]  # documents that keep their old version because their file was refused
    chunks: int
    embedded: int
    repaired: tuple[str, ...]  # parts of the index that had lost data and were restored


def sync(
    path: Path,
    settings: IngestionSettings,
    embedder: Embedder,
    *,
    allow_withdrawal: bool = False,
    progress: Progress = lambda _what, _done, _total: None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> SyncReport:
    """Make the index serve exactly what `path` holds: a folder, or one file and only that.

    Files that cannot be read are reported and keep their old version. Raises FolderMissing, FolderEmpty,
    UnsupportedFormat, MassWithdrawal, SyncInProgress, StoreUnwritable, StoreUnreachable; the active generation
    serves until the switch, whatever happens.
    """
    with open_index(settings, embedder) as index:
        try:
            with writing(settings, index.ledger):
                return _sync(index, path, allow_withdrawal=allow_withdrawal, progress=progress, clock=clock)
        except OperationalError as error:
            raise refusal(index.ledger.engine, error) from error
        except OSError as error:
            raise StoreUnwritable(str(settings.home), error.strerror or str(error)) from error


def read(index: Index, path: Path) -> Reading:
    """Read `path` against the active generation without changing anything."""
    active = index.ledger.generations.active()
    stored = tuple(index.ledger.documents.of(active.id)) if active else ()
    found = _scan(path, active, index.settings)
    renewed = _renewed(index, active)
    corpus = read_corpus(found, stored, index.pipeline, index.ledger.documents.text if renewed else None)
    changes = compare(stored, corpus)
    first: tuple[Reason, ...] = ("first",) if active is None else ()
    changed: tuple[Reason, ...] = ("documents",) if active is not None and not changes.nothing else ()
    return Reading(active, stored, found, corpus, changes, first + changed + renewed)


def _renewed(index: Index, active: Generation | None) -> tuple[Reason, ...]:
    """What makes every document be cut and embedded anew."""
    if active is None:
        return ()
    model: tuple[Reason, ...] = ("model",) if active.model_id != index.embedder.model_id else ()
    chunker: tuple[Reason, ...] = ("chunker",) if active.chunker != index.chunker.fingerprint else ()
    return model + chunker


def _sync(
    index: Index, path: Path, *, allow_withdrawal: bool, progress: Progress, clock: Callable[[], datetime]
) -> SyncReport:
    discard_unfinished(index)
    reading = read(index, path)
    check_withdrawal(reading, index.settings.withdrawal_share, allowed=allow_withdrawal)
    if not reading.corpus.entries or not reading.reasons:
        return _nothing_to_do(index, reading)
    generation = index.ledger.generations.begin(
        model_id=index.embedder.model_id,
        chunker=index.chunker.fingerprint,
        root=_root(reading, path),
        now=clock(),
    )
    built = build(index, generation, reading.corpus.entries, progress)
    index.ledger.generations.activate(generation.id, clock())
    prune(index)
    return _report(reading, generation.name, applied=True, chunks=built.chunks, embedded=built.embedded)


def check_withdrawal(reading: Reading, share: float, *, allowed: bool) -> None:
    """Raises MassWithdrawal where more than `share` of the documents (and more than one) would go."""
    gone, total = len(reading.changes.withdrawn), len(reading.stored)
    if not allowed and gone > max(1.0, share * total):
        raise MassWithdrawal(gone, total, share)


def _nothing_to_do(index: Index, reading: Reading) -> SyncReport:
    """No text changes: still look whether the store holds what it should, and mend it."""
    if reading.active is None:
        return _report(reading, None, applied=False)
    before = {document.key: document.file_fingerprint for document in reading.stored}
    for entry in reading.corpus.entries:
        if before.get(entry.key) != entry.file_fingerprint:
            index.ledger.documents.refresh_file(reading.active.id, entry.as_stored())
    lost = missing_parts(index, reading.active)
    mend(index, reading.active, lost)
    prune(index)
    return _report(
        reading,
        reading.active.name,
        applied=False,
        chunks=reading.active.chunk_count,
        repaired=tuple(str(part) for part in lost),
    )


def _report(
    reading: Reading,
    generation: str | None,
    *,
    applied: bool,
    chunks: int = 0,
    embedded: int = 0,
    repaired: tuple[str, ...] = (),
) -> SyncReport:
    return SyncReport(
        generation=generation,
        applied=applied,
        reasons=reading.reasons if applied else (),
        changes=reading.changes,
        refusals=reading.corpus.refusals,
        notices=reading.corpus.notices,
        kept=tuple(f"{old.doc_id} {old.version}" for old in reading.corpus.kept),
        chunks=chunks,
        embedded=embedded,
        repaired=repaired,
    )


def _scan(path: Path, active: Generation | None, settings: IngestionSettings) -> Scan:
    root = Path(active.root) if active else None
    inside = root is not None and path.is_file() and path.resolve().is_relative_to(root)
    found = scan(path, settings.max_file_mb * _MEGABYTE, root=root if inside else None)
    if not found.files and not found.refusals:
        raise FolderEmpty(path, ", ".join(SUFFIXES))
    return found


def _root(reading: Reading, path: Path) -> str:
    """The folder that sources are relative to; a single file leaves it as it was."""
    if reading.scan.single and reading.active is not None:
        return reading.active.root
    return str((path if path.is_dir() else path.parent).resolve())

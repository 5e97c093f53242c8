"""Applies a folder: a new generation beside the old, then one switch."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError

from ingestion.build import Progress, build
from ingestion.changes import Changes
from ingestion.document import Notice
from ingestion.embedding import Embedder
from ingestion.errors import DocumentRefused, StoreUnwritable
from ingestion.index import Index, open_index
from ingestion.ledger.engine import refusal
from ingestion.lock import writing
from ingestion.plan.citing import Citation, Cite, citations
from ingestion.plan.uncited import NOTHING_LOST, LostCitations, lost_citations
from ingestion.prune import discard_unfinished, prune
from ingestion.read import Reading, Reason, check_withdrawal, read
from ingestion.repair import mend, mending, missing_parts
from ingestion.settings import IngestionSettings


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
    broken_citations: tuple[Citation, ...]  # what rests on words that this sync took away


def sync(
    path: Path,
    settings: IngestionSettings,
    embedder: Embedder,
    *,
    allow_withdrawal: bool = False,
    progress: Progress = lambda _what, _done, _total: None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    cite: Cite = citations,
) -> SyncReport:
    """Make the index serve exactly what `path` holds: a folder, or one file and only that.

    Files that cannot be read are reported and keep their old version; what cites words that go is reported too, and
    stops nothing. Raises FolderMissing, FolderEmpty,
    UnsupportedFormat, MassWithdrawal, SyncInProgress, StoreUnwritable, StoreUnreachable; the active generation
    serves until the switch, whatever happens.
    """
    with open_index(settings, embedder) as index:
        try:
            with writing(settings, index.ledger):
                return _sync(index, path, allow_withdrawal=allow_withdrawal, progress=progress, clock=clock, cite=cite)
        except OperationalError as error:
            raise refusal(index.ledger.engine, error) from error
        except OSError as error:
            raise StoreUnwritable(str(settings.home), error.strerror or str(error)) from error


def _sync(
    index: Index, path: Path, *, allow_withdrawal: bool, progress: Progress, clock: Callable[[], datetime], cite: Cite
) -> SyncReport:
    discard_unfinished(index)
    reading = read(index, path)
    check_withdrawal(reading, index.settings.withdrawal_share, allowed=allow_withdrawal)
    if not reading.corpus.entries or not reading.reasons:
        return _nothing_to_do(index, reading, clock)
    lost = lost_citations(index, reading, cite)
    generation = index.ledger.generations.begin(
        model_id=index.embedder.model_id,
        chunker=index.chunker.fingerprint,
        root=_root(reading, path),
        now=clock(),
    )
    built = build(index, generation, reading.corpus.entries, progress)
    index.ledger.generations.activate(generation.id, clock())
    prune(index)
    return _report(reading, generation.name, applied=True, chunks=built.chunks, embedded=built.embedded, lost=lost)


def _nothing_to_do(index: Index, reading: Reading, clock: Callable[[], datetime]) -> SyncReport:
    """No text changes: still look whether the store holds what it should, and mend it."""
    if reading.active is None:
        return _report(reading, None, applied=False)
    before = {document.key: document.file_fingerprint for document in reading.stored}
    for entry in reading.corpus.entries:
        if before.get(entry.key) != entry.file_fingerprint:
            index.ledger.documents.refresh_file(reading.active.id, entry.as_stored())
    if missing := missing_parts(index, reading.active):
        with mending(index, clock):
            mend(index, reading.active, missing)
    prune(index)
    return _report(
        reading,
        reading.active.name,
        applied=False,
        chunks=reading.active.chunk_count,
        repaired=tuple(str(part) for part in missing),
    )


def _report(
    reading: Reading,
    generation: str | None,
    *,
    applied: bool,
    chunks: int = 0,
    embedded: int = 0,
    repaired: tuple[str, ...] = (),
    lost: LostCitations = NOTHING_LOST,
) -> SyncReport:
    return SyncReport(
        generation=generation,
        applied=applied,
        reasons=reading.reasons if applied else (),
        changes=reading.changes,
        refusals=reading.corpus.refusals,
        notices=(*reading.corpus.notices, *lost.unread),
        kept=tuple(f"{old.doc_id} {old.version}" for old in reading.corpus.kept),
        chunks=chunks,
        embedded=embedded,
        repaired=repaired,
        broken_citations=lost.citations,
    )


def _root(reading: Reading, path: Path) -> str:
    """The folder that sources are relative to; a single file leaves it as it was."""
    if reading.scan.single and reading.active is not None:
        return reading.active.root
    return str((path if path.is_dir() else path.parent).resolve())

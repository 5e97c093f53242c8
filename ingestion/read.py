"""A folder read against the active generation: what is there, what differs, and why a new generation is needed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingestion.changes import Changes, compare
from ingestion.corpus import Corpus, read_corpus
from ingestion.errors import FolderEmpty, MassWithdrawal
from ingestion.index import Index
from ingestion.ledger.records import Generation, StoredDocument
from ingestion.loaders import SUFFIXES, Scan, scan
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


def read(index: Index, path: Path) -> Reading:
    """Read `path` against the active generation without changing anything."""
    active = index.ledger.generations.active()
    stored = tuple(index.ledger.documents.of(active.id)) if active else ()
    found = _scan(path, active, index.settings)
    renewed = _renewed(index, active)
    corpus = read_corpus(found, stored, index.pipeline, index.ledger.documents.whole if renewed else None)
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


def check_withdrawal(reading: Reading, share: float, *, allowed: bool) -> None:
    """Raises MassWithdrawal where more than `share` of the documents (and more than one) would go."""
    gone, total = len(reading.changes.withdrawn), len(reading.stored)
    if not allowed and gone > max(1.0, share * total):
        raise MassWithdrawal(gone, total, share)


def _scan(path: Path, active: Generation | None, settings: IngestionSettings) -> Scan:
    root = Path(active.root) if active else None
    inside = root is not None and path.is_file() and path.resolve().is_relative_to(root)
    found = scan(path, settings.max_file_mb * _MEGABYTE, root=root if inside else None)
    if not found.files and not found.refusals:
        raise FolderEmpty(path, ", ".join(SUFFIXES))
    return found

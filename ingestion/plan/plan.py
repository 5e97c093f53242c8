"""A plan: read, compare, cut, and tell, without changing anything and without the model."""

from dataclasses import dataclass
from pathlib import Path

from ingestion.changes import Changes
from ingestion.document import Notice
from ingestion.embedding import Embedder
from ingestion.errors import DocumentRefused, MassWithdrawal
from ingestion.index import open_index
from ingestion.plan.citing import Cite, Touched, citations
from ingestion.plan.conflicts import Conflict, conflicts
from ingestion.plan.cutting import Cutting
from ingestion.plan.documents import DocumentChange, document_changes, touched_by
from ingestion.read import Reading, Reason, check_withdrawal, read
from ingestion.settings import IngestionSettings


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync of a folder would do."""

    reasons: tuple[Reason, ...]  # empty: nothing to do
    changes: Changes
    documents: tuple[DocumentChange, ...]
    touched: tuple[Touched, ...]
    conflicts: tuple[Conflict, ...]
    refusals: tuple[DocumentRefused, ...]
    notices: tuple[Notice, ...]
    kept: tuple[str, ...]
    to_embed: int  # texts that the model would have to read
    blocked: MassWithdrawal | None  # why the sync would refuse without a flag


def plan(path: Path, settings: IngestionSettings, embedder: Embedder, cite: Cite = citations) -> Plan:
    """Compare `path` with what serves now. Nothing is written but the ledger's empty tables.

    Raises FolderMissing, FolderEmpty, UnsupportedFormat, StoreUnwritable, StoreUnreachable.
    """
    with open_index(settings, embedder) as index:
        reading = read(index, path)
        cutting = Cutting(index, reading)
        documents = tuple(document_changes(reading.changes, cutting))
        cited, unread = cite()
        return Plan(
            reasons=reading.reasons,
            changes=reading.changes,
            documents=documents,
            touched=tuple(touched_by(cited, documents, reading, cutting)),
            conflicts=tuple(_conflicts(reading, cutting)),
            refusals=reading.corpus.refusals,
            notices=(*reading.corpus.notices, *unread),
            kept=tuple(f"{old.doc_id} {old.version}" for old in reading.corpus.kept),
            to_embed=cutting.to_embed() if reading.reasons else 0,
            blocked=_blocked(reading, settings.withdrawal_share),
        )


def _conflicts(reading: Reading, cutting: Cutting) -> list[Conflict]:
    changed = (
        *reading.changes.added,
        *(change.after for change in (*reading.changes.edited, *reading.changes.relabelled)),
    )
    new = [chunk for entry in changed for chunk in cutting.after(entry)]
    return conflicts(new, cutting.everything())


def _blocked(reading: Reading, share: float) -> MassWithdrawal | None:
    try:
        check_withdrawal(reading, share, allowed=False)
    except MassWithdrawal as refusal:
        return refusal
    return None

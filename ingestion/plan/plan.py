"""A plan: read, compare, cut, and tell, without changing anything and without the model."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ingestion.changes import Change, Changes
from ingestion.corpus import Entry
from ingestion.document import Notice
from ingestion.embedding import Embedder
from ingestion.errors import DocumentRefused, MassWithdrawal
from ingestion.index import Index, open_index
from ingestion.model import Chunk, Metadata
from ingestion.plan.citing import Citation, Touched, citations, touched
from ingestion.plan.clauses import ClauseChange, changed_clauses
from ingestion.plan.conflicts import Conflict, conflicts
from ingestion.settings import IngestionSettings
from ingestion.sync import Reading, Reason, check_withdrawal, read

Cite = Callable[[], tuple[list[Citation], list[Notice]]]


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document version before and after, by clauses and by metadata. `before` or `after` is None at its ends."""

    before: Metadata | None
    after: Metadata | None
    clauses: tuple[ClauseChange, ...]
    metadata: tuple[tuple[str, str, str], ...]  # field, before, after

    @property
    def retired(self) -> bool:
        """Whether it is given an end that it did not have."""
        return bool(
            self.before and self.after and self.before.effective_to is None and self.after.effective_to is not None
        )


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
        cutting = _Cutting(index, reading)
        documents = tuple(_document_changes(reading.changes, cutting))
        cited, unread = cite()
        return Plan(
            reasons=reading.reasons,
            changes=reading.changes,
            documents=documents,
            touched=tuple(_touched(cited, documents, reading, cutting)),
            conflicts=tuple(_conflicts(reading, cutting)),
            refusals=reading.corpus.refusals,
            notices=(*reading.corpus.notices, *unread),
            kept=tuple(f"{old.doc_id} {old.version}" for old in reading.corpus.kept),
            to_embed=cutting.to_embed() if reading.reasons else 0,
            blocked=_blocked(reading, settings.withdrawal_share),
        )


class _Cutting:
    """The chunks of both states; stored ones from the ledger, new ones cut here."""

    def __init__(self, index: Index, reading: Reading) -> None:
        self._index = index
        stored = index.ledger.chunks.of(reading.active.id) if reading.active else []
        self._before: dict[tuple[str, str], list[Chunk]] = defaultdict(list)
        for each in stored:
            self._before[_version(each.chunk.metadata)].append(each.chunk)
        self._after = {entry.key: self._cut(entry) for entry in reading.corpus.entries}

    def before(self, metadata: Metadata) -> list[Chunk]:
        return self._before.get(_version(metadata), [])

    def after(self, entry: Entry) -> list[Chunk]:
        return self._after[entry.key]

    def everything(self) -> list[Chunk]:
        return [chunk for chunks in self._after.values() for chunk in chunks]

    def to_embed(self) -> int:
        keys = {self._index.vector_key(chunk.embedded_text) for chunk in self.everything()}
        return len(keys - self._index.ledger.embeddings.known(sorted(keys)))

    def _cut(self, entry: Entry) -> list[Chunk]:
        if entry.document is None:
            return self._before[entry.version_key]
        return self._index.chunker.chunk(entry.document)


def _document_changes(changes: Changes, cutting: _Cutting) -> Iterable[DocumentChange]:
    for entry in changes.added:
        yield DocumentChange(None, entry.metadata, tuple(changed_clauses([], cutting.after(entry))), ())
    for change in (*changes.edited, *changes.relabelled, *changes.renamed):
        before = cutting.before(change.before.metadata)
        clauses = changed_clauses(before, cutting.after(change.after))
        yield DocumentChange(change.before.metadata, change.after.metadata, tuple(clauses), _metadata(change))
    for document in changes.withdrawn:
        clauses = changed_clauses(cutting.before(document.metadata), [])
        yield DocumentChange(document.metadata, None, tuple(clauses), ())


def _metadata(change: Change) -> tuple[tuple[str, str, str], ...]:
    before, after = change.before.metadata, change.after.metadata
    return tuple(
        (name, _shown(getattr(before, name)), _shown(getattr(after, name)))
        for name in Metadata.__slots__
        if getattr(before, name) != getattr(after, name)
    )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "(none)"
    return "(none)" if value is None else str(value)


def _touched(
    cited: Iterable[Citation], documents: Iterable[DocumentChange], reading: Reading, cutting: _Cutting
) -> list[Touched]:
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        if document.before is not None:
            before[document.before.doc_id] += [clause.before for clause in document.clauses if clause.before]
            after[document.before.doc_id] += [clause.after for clause in document.clauses if clause.after]
    rest: dict[str, str] = defaultdict(str)
    for entry in reading.corpus.entries:
        rest[entry.metadata.doc_id] += "\n".join(chunk.text for chunk in cutting.after(entry)) + "\n"
    return touched(cited, before, after, rest)


def _conflicts(reading: Reading, cutting: _Cutting) -> list[Conflict]:
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


def _version(metadata: Metadata) -> tuple[str, str]:
    return metadata.doc_id, metadata.version

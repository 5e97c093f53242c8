"""Changed documents, clause by clause, and what cites them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingestion.changes import Change, Changes
from ingestion.model import Chunk, Metadata
from ingestion.plan.citing import Citation, Touched, touched
from ingestion.plan.clauses import ClauseChange, changed_clauses
from ingestion.plan.cutting import Cutting
from ingestion.read import Reading


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


def document_changes(changes: Changes, cutting: Cutting) -> Iterator[DocumentChange]:
    """Added, changed and withdrawn documents, in that order."""
    for entry in changes.added:
        yield DocumentChange(None, entry.metadata, tuple(changed_clauses([], cutting.after(entry))), ())
    for change in (*changes.edited, *changes.relabelled, *changes.renamed):
        before = cutting.before(change.before.metadata)
        clauses = changed_clauses(before, cutting.after(change.after))
        labels = (*_metadata(change), *_questions(before, cutting.after(change.after)))
        yield DocumentChange(change.before.metadata, change.after.metadata, tuple(clauses), labels)
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


def _questions(before: Iterable[Chunk], after: Iterable[Chunk]) -> Iterator[tuple[str, str, str]]:
    """How many questions of customers lead to a document, and how many of them are new."""
    old, new = ({question for chunk in chunks for question in chunk.questions} for chunks in (before, after))
    if old != new:
        yield "questions", str(len(old)), f"{len(new)} ({len(new - old)} new)"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "(none)"
    return "(none)" if value is None else str(value)


def touched_by(
    cited: Iterable[Citation], documents: Iterable[DocumentChange], reading: Reading, cutting: Cutting
) -> list[Touched]:
    """Which citations rest on changed clauses, and whether their words stand in some version of the document after."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        if document.before is None:
            continue
        if document.after is not None and document.after.doc_id != document.before.doc_id:
            before[document.before.doc_id] += [chunk.text for chunk in cutting.before(document.before)]
        else:
            before[document.before.doc_id] += [clause.before for clause in document.clauses if clause.before]
            after[document.before.doc_id] += [clause.after for clause in document.clauses if clause.after]
    rest: dict[str, str] = defaultdict(str)
    for entry in (entry for entry in reading.corpus.entries if entry.metadata.doc_id in before):
        rest[entry.metadata.doc_id] += "\n".join(chunk.text for chunk in cutting.after(entry)) + "\n"
    return touched(cited, before, after, rest)

"""What differs between the active generation and a folder, document by document."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingestion.corpus import Corpus, Entry
from ingestion.ledger.records import StoredDocument


@dataclass(frozen=True, slots=True)
class Change:
    """A document version before and after."""

    before: StoredDocument
    after: Entry


@dataclass(frozen=True, slots=True)
class Changes:
    """Every document of both states, once. `edited` has new text, `relabelled` only new metadata."""

    added: tuple[Entry, ...] = ()
    edited: tuple[Change, ...] = ()
    relabelled: tuple[Change, ...] = ()
    renamed: tuple[Change, ...] = ()  # same text, other file or id
    unchanged: tuple[Entry, ...] = ()
    withdrawn: tuple[StoredDocument, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether both states serve the same."""
        return not (self.added or self.edited or self.relabelled or self.renamed or self.withdrawn)


def compare(stored: Iterable[StoredDocument], corpus: Corpus) -> Changes:
    """Match by (id, version); what is left over by equal text: a renamed document is not a new one."""
    before = {(document.metadata.doc_id, document.metadata.version): document for document in stored}
    edited, relabelled, renamed, unchanged, new = [], [], [], [], []
    for entry in corpus.entries:
        old = before.pop(entry.version_key, None)  # type: ignore[arg-type]
        if old is None:
            new.append(entry)
        elif old.content_fingerprint != entry.content_fingerprint:
            edited.append(Change(old, entry))
        elif old.metadata_fingerprint != entry.metadata_fingerprint:
            relabelled.append(Change(old, entry))
        elif old.metadata.source != entry.metadata.source:
            renamed.append(Change(old, entry))
        else:
            unchanged.append(entry)
    by_text = {document.content_fingerprint: key for key, document in before.items()}
    added = []
    for entry in new:
        place = by_text.pop(entry.content_fingerprint, None)
        if place is None:
            added.append(entry)
        else:
            renamed.append(Change(before.pop(place), entry))
    return Changes(
        tuple(added), tuple(edited), tuple(relabelled), tuple(renamed), tuple(unchanged), tuple(before.values())
    )

"""What loses its words by a sync: gate rules, parameters and eval cases that quote a clause which goes."""

from dataclasses import dataclass

from ingestion.document import Notice
from ingestion.index import Index
from ingestion.plan.citing import Citation, Cite
from ingestion.plan.cutting import Cutting
from ingestion.plan.documents import document_changes, touched_by
from ingestion.read import Reading


@dataclass(frozen=True, slots=True)
class LostCitations:
    """Citations without their words, and notices about those who could not be asked."""

    citations: tuple[Citation, ...] = ()
    unread: tuple[Notice, ...] = ()


NOTHING_LOST = LostCitations()


def lost_citations(index: Index, reading: Reading, cite: Cite) -> LostCitations:
    """What a plan calls touched and no longer standing. Nobody is asked where no served text changes."""
    changes = reading.changes
    if not (changes.edited or changes.renamed or changes.withdrawn):
        return NOTHING_LOST
    cutting = Cutting(index, reading)
    cited, unread = cite()
    touched = touched_by(cited, list(document_changes(changes, cutting)), reading, cutting)
    return LostCitations(tuple(each.citation for each in touched if not each.stands), tuple(unread))

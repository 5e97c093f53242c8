"""Which clauses of a document an edit changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingestion.model import Chunk
from ingestion.plan.figures import FigureChange, changed_figures, marked_words

_SAME_CLAUSE = 0.5  # how alike two texts must be to be one clause before and after; difflib's ratio, 0..1


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause added (no `before`), removed (no `after`) or changed."""

    section: str
    before: str | None
    after: str | None

    @property
    def figures(self) -> list[FigureChange]:
        """Changed figures; of a clause that is new or gone, all of its figures."""
        return changed_figures(self.before or "", self.after or "")

    @property
    def words(self) -> str:
        """The change in one text."""
        return marked_words(self.before or "", self.after or "")


def changed_clauses(before: Sequence[Chunk], after: Sequence[Chunk]) -> list[ClauseChange]:
    """Changes in the order of the new text, what is gone at the end.

    Equal texts are no change, wherever they stand and whatever their heading; the others are paired with the most
    similar text that is left, those under the same heading first.
    """
    kept = Counter(chunk.body for chunk in before) & Counter(chunk.body for chunk in after)
    old, new = _without(before, kept), _without(after, kept)
    changes = []
    for chunk in new:
        partner = _partner(chunk, old)
        if partner is not None:
            old.remove(partner)
        changes.append(ClauseChange(chunk.section, partner.body if partner else None, chunk.body))
    return changes + [ClauseChange(chunk.section, chunk.body, None) for chunk in old]


def _without(chunks: Sequence[Chunk], kept: Counter[str]) -> list[Chunk]:
    left = Counter(kept)
    found = []
    for chunk in chunks:
        if left[chunk.body]:
            left[chunk.body] -= 1
        else:
            found.append(chunk)
    return found


def _partner(chunk: Chunk, candidates: Sequence[Chunk]) -> Chunk | None:
    scored = [
        (SequenceMatcher(None, other.body.split(), chunk.body.split(), autojunk=False).ratio(), other)
        for other in candidates
    ]
    alike = [(ratio + (other.section == chunk.section), other) for ratio, other in scored if ratio >= _SAME_CLAUSE]
    return max(alike, key=lambda pair: pair[0])[1] if alike else None

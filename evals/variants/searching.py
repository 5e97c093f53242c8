"""Search with something taken away: it stands in front of the search that it spoils."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from ingestion.embedding import Vectors
from ingestion.model import Chunk, Link, LinkKind
from ingestion.search import ALONE, DEFAULT, Around, GoverningDates, Hit, RetrievalSettings, Scope, Search


@dataclass(frozen=True, slots=True)
class Spoiled:
    """`finds` false: nothing is found. `exception_links` false: no exception leads to its rule, nor a rule to it.
    `day`: every document as of that day, whatever governs it.
    """

    inner: Search
    finds: bool = True
    exception_links: bool = True
    day: date | None = None

    def search(
        self,
        query: str,
        scope: Scope,
        settings: RetrievalSettings = DEFAULT,
        vectors: Vectors | None = None,
        around: Around = ALONE,
    ) -> list[Hit]:
        """As `inner` does, as of the day; nothing where it finds nothing."""
        return self.inner.search(query, self._seen(scope), settings, vectors, around) if self.finds else []

    def linked(self, chunk_ids: Collection[str], scope: Scope) -> list[tuple[Link, Chunk]]:
        """As `inner` does, without the links that are taken away."""
        found = self.inner.linked(chunk_ids, self._seen(scope))
        return [pair for pair in found if self.exception_links or pair[0].kind is not LinkKind.EXCEPTION]

    def neighbours(self, chunk: Chunk, scope: Scope) -> list[Chunk]:
        """As `inner` does; none where exceptions are taken away, for a neighbour may be one."""
        return self.inner.neighbours(chunk, self._seen(scope)) if self.exception_links else []

    def _seen(self, scope: Scope) -> Scope:
        return scope if self.day is None else replace(scope, dates=GoverningDates.on(self.day))

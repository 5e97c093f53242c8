"""A searcher with something taken away."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from ingestion.embedding import Vectors
from ingestion.model import Chunk, Link, LinkKind
from ingestion.search import ALONE, Around, Hit, RetrievalSettings, Scope, Searcher
from ingestion.search.scope import GoverningDates
from ingestion.search.settings import DEFAULT


class VariedSearcher(Searcher):
    """Over another searcher's index. `day`: every document as of that day, whatever governs it."""

    def __init__(self, inner: Searcher, *, exception_links: bool, day: date | None, finds: bool) -> None:
        self.__dict__.update(inner.__dict__)  # the same open index: whoever opened it closes it
        self._exception_links = exception_links
        self._day = day
        self._finds = finds

    def search(
        self,
        query: str,
        scope: Scope,
        settings: RetrievalSettings = DEFAULT,
        vectors: Vectors | None = None,
        around: Around = ALONE,
    ) -> list[Hit]:
        """As the searcher does, as of the day; nothing where it finds nothing."""
        return super().search(query, self._seen(scope), settings, vectors, around) if self._finds else []

    def linked(self, chunk_ids: Collection[str], scope: Scope) -> list[tuple[Link, Chunk]]:
        """Without the links from exceptions to their rules, where those are taken away."""
        found = super().linked(chunk_ids, self._seen(scope))
        return [pair for pair in found if self._exception_links or pair[0].kind is not LinkKind.EXCEPTION]

    def _seen(self, scope: Scope) -> Scope:
        return scope if self._day is None else replace(scope, dates=GoverningDates.on(self._day))

"""What a turn needs of search: hits for a text, and the links of chunks."""

from collections.abc import Collection
from typing import Protocol

from ingestion.embedding import Vectors
from ingestion.model import Chunk, Link
from ingestion.search.background import ALONE, Around
from ingestion.search.hit import Hit
from ingestion.search.scope import Scope
from ingestion.search.settings import DEFAULT, RetrievalSettings


class Search(Protocol):
    """`Searcher` is the one that serves; its methods say what each must keep to."""

    def search(
        self,
        query: str,
        scope: Scope,
        settings: RetrievalSettings = DEFAULT,
        vectors: Vectors | None = None,
        around: Around = ALONE,
    ) -> list[Hit]:
        """Chunks in scope, best first."""
        ...

    def linked(self, chunk_ids: Collection[str], scope: Scope) -> list[tuple[Link, Chunk]]:
        """Links that start or end at these chunks, each with the chunk at its other end."""
        ...

    def neighbours(self, chunk: Chunk, scope: Scope) -> list[Chunk]:
        """The other chunks of the same section of the same document version, in order."""
        ...

"""Opens everything an index consists of, from the settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from ingestion.chunking import Chunker
from ingestion.document import fingerprint
from ingestion.embedding import Embedder
from ingestion.ledger import Ledger, open_ledger
from ingestion.settings import IngestionSettings
from ingestion.vectors import VectorStore


@dataclass
class Index:
    """Ledger, vectors and chunker of one installation. The vector store opens when first used."""

    settings: IngestionSettings
    ledger: Ledger
    embedder: Embedder

    @cached_property
    def vectors(self) -> VectorStore:
        """Raises StoreUnreachable, StoreUnwritable."""
        return VectorStore.open(self.settings.chroma_location)

    @cached_property
    def chunker(self) -> Chunker:
        """Raises ChunkLimitTooLarge."""
        return Chunker(self.embedder.token_count, self.settings.chunk_tokens, self.embedder.max_tokens)

    @property
    def pipeline(self) -> str:
        """What turns a document's text into chunks and vectors."""
        return fingerprint(self.chunker.fingerprint, self.embedder.model_id)

    @cached_property
    def collections_prefix(self) -> str:
        """How the names of this installation's collections begin: others in the same store are somebody else's."""
        return f"chunks-{self.ledger.installation.name()}-"

    def collection(self, generation_id: int) -> str:
        """The name of the collection with what a generation adds."""
        return f"{self.collections_prefix}{generation_id:06d}"

    def vector_key(self, embedded_text: str) -> str:
        """The embedding cache's key: what was embedded, and by which model."""
        return fingerprint(self.embedder.model_id, embedded_text)

    def close(self) -> None:
        """Release files and connections."""
        if "vectors" in self.__dict__:
            self.vectors.close()
        self.ledger.close()


@contextmanager
def open_index(settings: IngestionSettings, embedder: Embedder) -> Iterator[Index]:
    """An index for the time of a block."""
    index = Index(settings, open_ledger(settings.ledger), embedder)
    try:
        yield index
    finally:
        index.close()

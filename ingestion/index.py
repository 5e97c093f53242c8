"""Opens everything an index consists of, from the settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from ingestion.chunking import Chunker
from ingestion.document import Document, fingerprint
from ingestion.embedding import Embedder
from ingestion.ledger import Ledger, open_ledger
from ingestion.ledger.embeddings import vector_key
from ingestion.ledger.records import StoredChunk, VectorKind
from ingestion.model import Chunk
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

    def collection(self, generation_id: int, kind: VectorKind = "text") -> str:
        """The name of the collection with what a generation adds."""
        name = f"{self.collections_prefix}{generation_id:06d}"
        return name if kind == "text" else f"{name}-{kind}s"

    def cut(self, document: Document) -> list[StoredChunk]:
        """A document's chunks, each with the keys of its vectors."""
        return [self.keyed(chunk) for chunk in self.chunker.chunk(document)]

    def keyed(self, chunk: Chunk) -> StoredChunk:
        """A chunk with the keys of its vectors: of its text, and of each of its questions."""
        model = self.embedder.model_id
        asked = tuple(vector_key(model, question.text) for question in chunk.questions)
        return StoredChunk(chunk, vector_key(model, chunk.embedded_text), asked)

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

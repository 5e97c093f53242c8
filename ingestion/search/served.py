"""What serves, as search reads it: a generation's chunks and the names of its collections.

A generation's rows stay as they are while it serves: a sync builds another, and whatever writes some again (a rollback,
a repair) switches it on again. So what was read is true as long as `generations.active()` gives an equal value.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol, TypeVar

from ingestion.embedding import Vectors
from ingestion.ledger import Ledger
from ingestion.ledger.records import Generation, StoredChunk, VectorKind
from ingestion.model import Chunk

K = TypeVar("K")

IN_MEMORY = 10_000  # chunks, some 50 MB; those of a larger generation are read as they are found


class Served(Protocol):
    """One generation."""

    @property
    def generation(self) -> Generation:
        """Which."""

    def collections(self, kind: VectorKind) -> Mapping[str, int]:
        """Names and sizes of the collections that it searches, oldest first."""

    def with_ids(self, chunk_ids: Collection[str]) -> Mapping[str, Chunk]:
        """Chunks by id; an id that it does not have is left out."""

    def with_vectors(self, vector_keys: Collection[str]) -> list[StoredChunk]:
        """Chunks whose embedded text has one of these keys, in no order; several may share one."""

    def answering(self, question_keys: Collection[str]) -> list[StoredChunk]:
        """Chunks with a question that has one of these keys, each once, in no order."""

    def beside(self, chunk: Chunk) -> list[Chunk]:
        """The chunks of the same document version as `chunk`, itself included, in order."""

    def vectors_of(self, chunk_ids: Collection[str]) -> Mapping[str, Vectors]:
        """What each chunk's own text was embedded as; a chunk that it does not have, or a lost vector, is left out."""


def served(ledger: Ledger, generation: Generation) -> Served:
    """The generation, in memory where it is small enough."""
    return InMemory(ledger, generation) if generation.chunk_count <= IN_MEMORY else InLedger(ledger, generation)


class InMemory:
    """Every chunk read once."""

    def __init__(self, ledger: Ledger, generation: Generation) -> None:
        stored = ledger.chunks.of(generation.id)
        self.generation = generation
        self._collections = {kind: ledger.collections.of(generation.id, kind) for kind in ("text", "question")}
        self._by_id: dict[str, StoredChunk] = {one.chunk.chunk_id: one for one in stored}
        self._by_vector = _by(stored, lambda one: (one.vector_key,))
        self._by_question = _by(stored, lambda one: dict.fromkeys(one.question_keys))
        self._by_document = _by(sorted(stored, key=lambda one: one.chunk.ordinal), lambda one: (_document(one.chunk),))
        self._vectors = ledger.embeddings.present(self._by_vector.keys())

    def collections(self, kind: VectorKind) -> Mapping[str, int]:
        """Names and sizes, oldest first."""
        return self._collections[kind]

    def with_ids(self, chunk_ids: Collection[str]) -> Mapping[str, Chunk]:
        """Chunks by id."""
        return {chunk_id: self._by_id[chunk_id].chunk for chunk_id in chunk_ids if chunk_id in self._by_id}

    def with_vectors(self, vector_keys: Collection[str]) -> list[StoredChunk]:
        """Chunks by the key of their text."""
        return [one for key in vector_keys for one in self._by_vector.get(key, ())]

    def answering(self, question_keys: Collection[str]) -> list[StoredChunk]:
        """Chunks by the keys of their questions."""
        found = (one for key in question_keys for one in self._by_question.get(key, ()))
        return list({one.chunk.chunk_id: one for one in found}.values())

    def beside(self, chunk: Chunk) -> list[Chunk]:
        """Chunks by document."""
        return [one.chunk for one in self._by_document.get(_document(chunk), ())]

    def vectors_of(self, chunk_ids: Collection[str]) -> Mapping[str, Vectors]:
        """Vectors by chunk."""
        keys = {chunk_id: self._by_id[chunk_id].vector_key for chunk_id in chunk_ids if chunk_id in self._by_id}
        return {chunk_id: self._vectors[key] for chunk_id, key in keys.items() if key in self._vectors}


class InLedger:
    """Asked for each time."""

    def __init__(self, ledger: Ledger, generation: Generation) -> None:
        self._ledger = ledger
        self.generation = generation

    def collections(self, kind: VectorKind) -> Mapping[str, int]:
        """Names and sizes, oldest first."""
        return self._ledger.collections.of(self.generation.id, kind)

    def with_ids(self, chunk_ids: Collection[str]) -> Mapping[str, Chunk]:
        """Chunks by id."""
        return self._ledger.chunks.with_ids(self.generation.id, chunk_ids)

    def with_vectors(self, vector_keys: Collection[str]) -> list[StoredChunk]:
        """Chunks by the key of their text."""
        return self._ledger.chunks.with_vectors(self.generation.id, vector_keys)

    def answering(self, question_keys: Collection[str]) -> list[StoredChunk]:
        """Chunks by the keys of their questions."""
        return self._ledger.chunks.answering(self.generation.id, question_keys)

    def beside(self, chunk: Chunk) -> list[Chunk]:
        """Chunks by document."""
        return self._ledger.chunks.beside(self.generation.id, chunk)

    def vectors_of(self, chunk_ids: Collection[str]) -> Mapping[str, Vectors]:
        """Vectors by chunk."""
        keys = self._ledger.chunks.vector_keys_of(self.generation.id, chunk_ids)
        known = self._ledger.embeddings.present(set(keys.values()))
        return {chunk_id: known[key] for chunk_id, key in keys.items() if key in known}


def _document(chunk: Chunk) -> tuple[str, str]:
    return chunk.metadata.doc_id, chunk.metadata.version


def _by(stored: Iterable[StoredChunk], keys: Callable[[StoredChunk], Iterable[K]]) -> dict[K, list[StoredChunk]]:
    found: dict[K, list[StoredChunk]] = defaultdict(list)
    for one in stored:
        for key in keys(one):
            found[key].append(one)
    return dict(found)

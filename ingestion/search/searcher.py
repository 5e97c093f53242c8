"""Search over the active generation: the one function that the command line, the copilot and the evals call."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from sqlalchemy.exc import OperationalError

from ingestion.build import lexical_index
from ingestion.embedding import Embedder, Vectors
from ingestion.errors import NothingIngested, OtherModel
from ingestion.ledger import Ledger, open_ledger
from ingestion.ledger.embeddings import vector_key
from ingestion.ledger.engine import refusal
from ingestion.ledger.records import Generation
from ingestion.lexical import LexicalIndex
from ingestion.model import Chunk, Link
from ingestion.remembered import RememberedVectors
from ingestion.search.background import ALONE, Around, Weighted, mixed, weighted
from ingestion.search.complete import complete
from ingestion.search.cross_encoder import CrossEncoderReranker
from ingestion.search.dense import nearest
from ingestion.search.fusion import fuse
from ingestion.search.hit import Hit
from ingestion.search.lexical import NO_WORDS, Bm25, matching
from ingestion.search.rerank import rerank
from ingestion.search.scope import Scope
from ingestion.search.served import Served, served
from ingestion.search.settings import DEFAULT, RetrievalSettings
from ingestion.settings import IngestionSettings
from ingestion.vectors import VectorStore

_NO_WORDS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class _Read:
    """One generation as this process has read it."""

    chunks: Served
    lexical: LexicalIndex


class Searcher:
    """Reads whichever generation is active when a call begins, and only that one until the call ends."""

    def __init__(
        self,
        settings: IngestionSettings,
        embedder: Embedder,
        ledger: Ledger,
        vectors: VectorStore,
        last_look: CrossEncoderReranker | None = None,
    ) -> None:
        self._settings = settings
        self._embedder = embedder
        self.sentence_vectors = RememberedVectors(self._embed)
        self._ledger = ledger
        self._vectors = vectors
        self._last_look = last_look
        self._read: _Read | None = None
        self._reading = Lock()

    @classmethod
    def open(cls, settings: IngestionSettings, embedder: Embedder) -> "Searcher":
        """Raises StoreUnreachable, StoreUnwritable, ModelMissing; an index still empty is no error before a search."""
        reranker = settings.reranker
        last_look = CrossEncoderReranker(reranker, settings.embedding_device) if reranker else None
        ledger, vectors = open_ledger(settings.ledger), VectorStore.open(settings.chroma_location)
        return cls(settings, embedder, ledger, vectors, last_look)

    def close(self) -> None:
        """Release files and connections."""
        self._vectors.close()
        self._ledger.close()

    @property
    def generation(self) -> str:
        """The name of what serves now: "g7". Raises NothingIngested."""
        return self._active().name

    @property
    def model_id(self) -> str:
        """Name and weights of the embedding model that questions are put with."""
        return self._embedder.model_id

    def search(
        self,
        query: str,
        scope: Scope,
        settings: RetrievalSettings = DEFAULT,
        vectors: Vectors | None = None,
        around: Around = ALONE,
    ) -> list[Hit]:
        """Chunks in scope, best first.

        `around` is what the same person said beside the query and before it: it weighs in. `vectors` spares
        embedding: one row for the query, and one for each of `around.texts` or none for those. An empty query finds
        nothing. Raises NothingIngested, OtherModel, StoreUnreachable, StoreDamaged.
        """
        if not query.strip():
            return []
        read = self._current()
        looks = settings.dense_weight or settings.reranked
        texts = weighted(query, around, settings)
        near = self._vector(texts, (query, *around.texts), vectors, read.chunks.generation) if looks else None
        dense: list[tuple[Chunk, float]] = []
        if near is not None and settings.dense_weight:
            dense = nearest(self._ledger, self._vectors, read.chunks, near, scope, settings.depth)
        bm25 = Bm25.of(read.lexical, texts) if settings.lexical_weight else NO_WORDS
        lexical = matching(read.chunks, bm25, scope, settings.depth)
        hits = fuse(dense, lexical, settings)
        if near is not None and settings.reranked:
            if settings.dense_weight:
                hits = complete(hits, near, bm25, self.sentence_vectors, read.chunks, settings)
            hits = rerank(hits, near, bm25, self.sentence_vectors, settings)
            if self._last_look is not None:
                hits = self._last_look(query, hits[: settings.last_look]) + hits[settings.last_look :]
        return hits[: settings.k]

    def vocabulary(self) -> Mapping[str, int]:
        """How often each word stands in what serves, and in customers' questions; empty where nothing serves yet.

        The same object until a sync makes another.
        """
        generation = self._ledger.generations.active()
        return _NO_WORDS if generation is None else self._of(generation).lexical.vocabulary

    def linked(self, chunk_ids: Collection[str], scope: Scope) -> list[tuple[Link, Chunk]]:
        """Links that start or end at these chunks, each with the chunk at its other end where that is in scope.

        A link between two of the given chunks comes with its target.
        """
        chunks = self._current().chunks
        given = set(chunk_ids)
        links = self._ledger.links.touching(chunks.generation.id, sorted(given))
        others = [link.target if link.source in given else link.source for link in links]
        found = chunks.with_ids(set(others))
        return [
            (link, chunk)
            for link, other in zip(links, others, strict=True)
            if (chunk := found.get(other)) is not None and scope.admits(chunk)
        ]

    def neighbours(self, chunk: Chunk, scope: Scope) -> list[Chunk]:
        """The other chunks of the same section of the same document version, in order, where in scope."""
        return [
            other
            for other in self._current().chunks.beside(chunk)
            if other.heading_path == chunk.heading_path and other.chunk_id != chunk.chunk_id and scope.admits(other)
        ]

    def _active(self) -> Generation:
        try:
            active = self._ledger.generations.active()
        except OperationalError as error:
            raise refusal(self._ledger.engine, error) from error
        if active is None:
            raise NothingIngested
        return active

    def _vector(self, texts: Weighted, said: Sequence[str], vectors: Vectors | None, generation: Generation) -> Vectors:
        """The weighted texts as one vector. What the caller has not embedded comes back turn after turn: remembered."""
        if generation.model_id != self._embedder.model_id:
            raise OtherModel(generation.model_id, self._embedder.model_id)
        known = dict(zip(said, vectors, strict=False)) if vectors is not None else {}
        missing = [text for text, _ in texts if text not in known]
        known.update(zip(missing, self.sentence_vectors(missing), strict=True))
        return mixed(np.stack([known[text] for text, _ in texts]), texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """The model reads what the ledger does not know: customers' questions were embedded when they were ingested."""
        keys = {text: vector_key(self._embedder.model_id, text) for text in texts}
        known = self._ledger.embeddings.present(set(keys.values()))
        unknown = [text for text in keys if keys[text] not in known]
        new = dict(zip(unknown, self._embedder.embed(unknown), strict=True))
        rows = [new[text] if text in new else known[keys[text]] for text in texts]
        return np.stack(rows) if rows else self._embedder.embed([])

    def _current(self) -> _Read:
        return self._of(self._active())

    def _of(self, generation: Generation) -> _Read:
        """Read when it begins to serve, and again where parts of it were written again.

        What serves is asked again before reading: another thread may have read a newer one while this one waited.
        """
        with self._reading:
            read = self._read
            if read is not None and read.chunks.generation == generation:
                return read
            generation = self._active()
            if read is None or read.chunks.generation != generation:
                self._vectors.forget()
                read = self._read = _Read(served(self._ledger, generation), self._lexical_index(generation))
            return read

    def _lexical_index(self, generation: Generation) -> LexicalIndex:
        """Built from the ledger where this machine has none (it did not run the sync)."""
        try:
            return LexicalIndex.load(self._settings.lexical_folder / generation.name)
        except (OSError, ValueError):
            return lexical_index(self._ledger.chunks.of(generation.id))

"""Vectors in Chroma, in collections that are written once.

A running process never sees what another one adds to a collection it already searched (Chroma keeps the index in
memory), so a sync adds a new collection instead, and a generation is a list of collections.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from ingestion.embedding import Vectors
from ingestion.errors import StoreDamaged, StoreUnreachable, StoreUnwritable
from ingestion.held import HeldVectors

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import QueryResult

# Of 120 vectors that differ by rounding alone, the default of 16 neighbours found 93 (alone) and 109 (among 5,000
# others), 32 found all 120; they cost little beside embedding. What stays out of reach is found exactly
# (search/dense.py). A graph is built with chance: two of the same vectors miss others, 1 in 200 of the 100 nearest of
# 4,500 questions.
_SPACE = {"hnsw": {"space": "cosine", "max_neighbors": 32, "ef_construction": 100, "ef_search": 200}}
# Vectors of a collection that are all compared: quicker than the graph, and nothing is missed. 15 MB of 384 dimensions.
_COMPARED = 10_000
_SERVED = ("http://", "https://")


class VectorStore:
    """A Chroma store, embedded or served. Threads may search it while one of them makes it forget."""

    def __init__(self, client: "Client", location: str) -> None:
        self._client = client
        self._location = location
        self._open: dict[str, Collection] = {}
        self._held: dict[str, HeldVectors | None] = {}
        self._epoch = 0  # how often it has forgotten
        self._keeping = Lock()

    @classmethod
    def open(cls, location: str) -> "VectorStore":
        """A folder, or the URL of a server. Raises StoreUnreachable or StoreUnwritable."""
        import chromadb  # takes a second to import
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        with _refusing(location):
            if location.startswith(_SERVED):
                url = urlsplit(location)
                port = url.port or (443 if url.scheme == "https" else 80)
                client = chromadb.HttpClient(url.hostname or "", port, ssl=url.scheme == "https", settings=quiet)
            else:
                Path(location).mkdir(parents=True, exist_ok=True)
                client = chromadb.PersistentClient(location, settings=quiet)
        return cls(cast("Client", client), location)

    def close(self) -> None:
        """Release files and connections."""
        self.forget()
        self._client.close()
        _hang_up(self._client)

    def forget(self) -> None:
        """Read anew, when next asked, what another process may have written again.

        What another thread began to read before is not kept.
        """
        with self._keeping:
            self._epoch += 1
            self._open.clear()
            self._held.clear()

    def names(self) -> set[str]:
        """The collections that exist."""
        with _refusing(self._location):
            return {collection.name for collection in self._client.list_collections()}

    def create(self, name: str, keys: Sequence[str], vectors: Vectors) -> None:
        """A new collection with one vector a key; an unfinished one of that name is replaced."""
        with self._writing():
            if name in {collection.name for collection in self._client.list_collections()}:
                self._client.delete_collection(name)
            collection = self._client.create_collection(
                name,
                embedding_function=None,
                configuration=_SPACE,  # type: ignore[arg-type]
            )
            step = self._client.get_max_batch_size()
            for start in range(0, len(keys), step):
                collection.add(ids=list(keys[start : start + step]), embeddings=vectors[start : start + step])

    def drop(self, name: str) -> None:
        """Remove a collection; one that is gone already is no error."""
        with self._writing():
            if name in {collection.name for collection in self._client.list_collections()}:
                self._client.delete_collection(name)

    def counts(self, names: Sequence[str]) -> dict[str, int | None]:
        """Vectors in each collection; None where it is missing."""
        present = self.names()
        with _refusing(self._location):
            return {name: self._collection(name).count() if name in present else None for name in names}

    def nearest(self, names: Sequence[str], vector: Vectors, n: int) -> list[tuple[str, float]]:
        """The `n` nearest keys over all collections with their cosine, best first; ties by key."""
        found: dict[str, float] = {}
        with _refusing(self._location):
            for name in names:
                held = self._in_memory(name)
                found.update(held.nearest(vector, n) if held else self._by_graph(name, vector, n))
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:n]

    def stored(self, name: str) -> tuple[list[str], Vectors]:
        """Everything a collection holds: keys and their vectors."""
        import numpy as np

        with _refusing(self._location):
            answer = self._collection(name).get(include=["embeddings"])
        return answer["ids"], np.asarray(answer["embeddings"], dtype=np.float32)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What is read meanwhile is not kept."""
        try:
            with _refusing(self._location):
                yield
        finally:
            self.forget()

    def _in_memory(self, name: str) -> HeldVectors | None:
        """A collection's vectors, read once; None for a collection with too many."""
        with self._keeping:
            if name in self._held:
                return self._held[name]
            self._open.pop(name, None)  # it may have been restored since it was opened
            epoch = self._epoch
        few = self._collection(name).count() <= _COMPARED
        held = HeldVectors(*self.stored(name)) if few else None
        with self._keeping:
            if self._epoch == epoch:
                self._held[name] = held
        return held

    def _by_graph(self, name: str, vector: Vectors, n: int) -> list[tuple[str, float]]:
        answer = self._query(name, vector, n)
        distances = cast(list[list[float]], answer["distances"])[0]
        return [(key, 1.0 - distance) for key, distance in zip(answer["ids"][0], distances, strict=True)]

    def _query(self, name: str, vector: Vectors, n: int) -> "QueryResult":
        """One query; a collection that was restored since it was opened is opened again."""
        from chromadb.errors import NotFoundError

        wanted = vector.reshape(1, -1)
        try:
            return self._collection(name).query(query_embeddings=wanted, n_results=n, include=["distances"])
        except NotFoundError:
            with self._keeping:
                self._open.pop(name, None)
            return self._collection(name).query(query_embeddings=wanted, n_results=n, include=["distances"])

    def _collection(self, name: str) -> "Collection":
        with self._keeping:
            if name in self._open:
                return self._open[name]
            epoch = self._epoch
        found = self._client.get_collection(name, embedding_function=None)
        with self._keeping:
            if self._epoch == epoch:
                self._open[name] = found
        return found


def _hang_up(client: "Client") -> None:
    """Close the connections to a server: Chroma 1.5.9 leaves them open, its own and those of its admin client."""
    from chromadb.api.fastapi import FastAPI

    for server in (client._server, getattr(client._admin_client, "_server", None)):
        if isinstance(server, FastAPI):
            server._session.close()


@contextmanager
def _refusing(location: str) -> Iterator[None]:
    """What the store cannot do becomes a refusal that a person can act on; a mistake of ours stays what it is."""
    import httpx
    from chromadb.errors import ChromaError, InternalError, NotFoundError

    try:
        yield
    except NotFoundError as error:
        raise StoreDamaged(str(error)) from error
    except (OSError, InternalError, httpx.TransportError) as error:
        raise _refusal(location, error) from error
    except (ChromaError, ValueError) as error:
        if location.startswith(_SERVED) and "connect" in str(error).lower():  # how the client tells of a dead server
            raise _refusal(location, error) from error
        raise


def _refusal(location: str, error: Exception) -> StoreUnreachable | StoreUnwritable:
    cause = str(error).splitlines()[0] if str(error) else type(error).__name__
    if location.startswith(_SERVED):
        return StoreUnreachable(f"Chroma at {location}", cause)
    return StoreUnwritable(location, cause)

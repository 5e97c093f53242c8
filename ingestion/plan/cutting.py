"""The chunks of both states, each document's when it is asked for."""

from collections.abc import Iterable

from ingestion.corpus import Entry
from ingestion.index import Index
from ingestion.model import Chunk, Metadata
from ingestion.read import Reading


class Cutting:
    """Stored chunks from the ledger, new ones cut here, none of them twice."""

    def __init__(self, index: Index, reading: Reading) -> None:
        self._index = index
        self._reading = reading
        self._keys = {(old.metadata.doc_id, old.metadata.version): old.key for old in reading.stored}
        self._stored: dict[str, list[Chunk]] = {}
        self._cut: dict[str, list[Chunk]] = {}

    def before(self, metadata: Metadata) -> list[Chunk]:
        """A document version as it serves now; nothing where it does not."""
        key = self._keys.get((metadata.doc_id, metadata.version))
        if key is None:
            return []
        if key not in self._stored:
            self._load([key])
        return self._stored[key]

    def after(self, entry: Entry) -> list[Chunk]:
        """A document version as it would serve."""
        if entry.document is None:
            return self.before(entry.metadata)
        if entry.key not in self._cut:
            self._cut[entry.key] = self._index.chunker.chunk(entry.document)
        return self._cut[entry.key]

    def everything(self) -> list[Chunk]:
        """All chunks that would serve."""
        self._load([key for key in self._keys.values() if key not in self._stored])
        return [chunk for entry in self._reading.corpus.entries for chunk in self.after(entry)]

    def to_embed(self) -> int:
        """Texts that the model would have to read."""
        keys = {key for chunk in self.everything() for key in self._index.keyed(chunk).vector_keys}
        return len(keys - self._index.ledger.embeddings.known(sorted(keys)))

    def _load(self, keys: Iterable[str]) -> None:
        active = self._reading.active
        wanted = list(keys)
        if active is not None:
            self._stored |= self._index.ledger.chunks.by_document(active.id, wanted)

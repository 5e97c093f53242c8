"""The embedding cache: vectors by the hash of what was embedded and by which model."""

from collections.abc import Collection, Sequence

import numpy as np
from sqlalchemy import Engine, delete, exists, insert, select
from sqlalchemy.orm import Session

from ingestion.document import fingerprint
from ingestion.embedding import Vectors
from ingestion.ledger.batches import batches
from ingestion.ledger.tables import ChunkRow, CollectionVectorRow, EmbeddingRow, QuestionVectorRow

_FLOAT = np.dtype("<f4")  # how a vector is written, on every machine


def vector_key(model_id: str, text: str) -> str:
    """The cache's key: what was embedded, and by which model."""
    return fingerprint(model_id, text)


class Embeddings:
    """Repository of vectors."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that need no embedding."""
        with self._engine.connect() as connection:
            return {
                key
                for part in batches(keys)
                for key in connection.scalars(select(EmbeddingRow.key).where(EmbeddingRow.key.in_(part)))
            }

    def store(self, model_id: str, keys: Sequence[str], vectors: Vectors) -> None:
        """Save vectors, row for key. They are kept from here on even if the sync dies."""
        rows = [
            {"key": key, "model_id": model_id, "vector": vector.astype(_FLOAT).tobytes()}
            for key, vector in zip(keys, vectors, strict=True)
        ]
        with Session(self._engine) as session, session.begin():
            session.execute(insert(EmbeddingRow), rows)

    def vectors(self, keys: Sequence[str]) -> Vectors:
        """One row a key, in order. Raises KeyError for a key that is not here."""
        found = self.present(keys)
        return np.stack([found[key] for key in keys])

    def present(self, keys: Collection[str]) -> dict[str, Vectors]:
        """The vectors of those of `keys` that are here."""
        found: dict[str, Vectors] = {}
        with self._engine.connect() as connection:
            for part in batches(keys):
                rows = connection.execute(
                    select(EmbeddingRow.key, EmbeddingRow.vector).where(EmbeddingRow.key.in_(part))
                )
                found.update((row.key, np.frombuffer(row.vector, dtype=_FLOAT).astype(np.float32)) for row in rows)
        return found

    def forget_orphans(self) -> None:
        """Remove vectors that no chunk and no collection needs."""
        used = exists().where(ChunkRow.vector_key == EmbeddingRow.key)
        asked = exists().where(QuestionVectorRow.vector_key == EmbeddingRow.key)
        held = exists().where(CollectionVectorRow.vector_key == EmbeddingRow.key)
        with Session(self._engine) as session, session.begin():
            session.execute(delete(EmbeddingRow).where(~used, ~asked, ~held))

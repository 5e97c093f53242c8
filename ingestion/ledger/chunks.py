"""Chunks of a generation: the only place that served text comes from."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Engine, Select, and_, select

from ingestion.ledger.batches import batches
from ingestion.ledger.records import StoredChunk, to_chunk, to_metadata, to_stored
from ingestion.ledger.tables import ChunkRow, DocumentRow, MembershipRow, QuestionVectorRow
from ingestion.model import Chunk, Metadata

_Rows = Select[tuple[Any, ...]]


class Chunks:
    """Repository of chunks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, generation_id: int) -> list[StoredChunk]:
        """All chunks of a generation, by document and place."""
        return list(self._read(_members(generation_id).order_by(MembershipRow.source, ChunkRow.ordinal)))

    def of_documents(self, generation_id: int, document_keys: Collection[str]) -> list[StoredChunk]:
        """The chunks of some documents of a generation, by document and place."""
        return [
            stored
            for part in batches(document_keys)
            for stored in self._read(
                _members(generation_id)
                .where(ChunkRow.document_key.in_(part))
                .order_by(MembershipRow.source, ChunkRow.ordinal)
            )
        ]

    def by_document(self, generation_id: int, document_keys: Collection[str]) -> dict[str, list[Chunk]]:
        """The chunks of each of these documents in order; an empty list for one that the generation does not have."""
        found: dict[str, list[Chunk]] = {key: [] for key in document_keys}
        with self._engine.connect() as connection:
            for part in batches(document_keys):
                statement = _members(generation_id).where(ChunkRow.document_key.in_(part)).order_by(ChunkRow.ordinal)
                for row in connection.execute(statement):
                    found[row.document_key].append(to_chunk(row, to_metadata(row.metadata, row.source)))
        return found

    def beside(self, generation_id: int, chunk: Chunk) -> list[Chunk]:
        """The chunks of the same document version as `chunk`, itself included, in order."""
        same = select(ChunkRow.document_key).where(ChunkRow.chunk_id == chunk.chunk_id)
        statement = _members(generation_id).where(ChunkRow.document_key.in_(same)).order_by(ChunkRow.ordinal)
        return [stored.chunk for stored in self._read(statement)]

    def with_vectors(self, generation_id: int, vector_keys: Collection[str]) -> list[StoredChunk]:
        """Chunks whose embedded text has one of these keys; several may share one."""
        return [
            stored
            for part in batches(vector_keys)
            for stored in self._read(_members(generation_id).where(ChunkRow.vector_key.in_(part)))
        ]

    def answering(self, generation_id: int, question_keys: Collection[str]) -> list[StoredChunk]:
        """Chunks with a question that has one of these keys, each once."""
        found = (
            stored
            for part in batches(question_keys)
            for stored in self._read(_asked(_members(generation_id)).where(QuestionVectorRow.vector_key.in_(part)))
        )
        return list({stored.chunk.chunk_id: stored for stored in found}.values())

    def with_ids(self, generation_id: int, chunk_ids: Collection[str]) -> dict[str, Chunk]:
        """Chunks by id; an id that the generation does not have is left out."""
        return {
            stored.chunk.chunk_id: stored.chunk
            for part in batches(chunk_ids)
            for stored in self._read(_members(generation_id).where(ChunkRow.chunk_id.in_(part)))
        }

    def vector_keys_of(self, generation_id: int, chunk_ids: Collection[str]) -> dict[str, str]:
        """The vector of the own text of each of these chunks; an id that the generation does not have is left out."""
        statement = (
            select(ChunkRow.chunk_id, ChunkRow.vector_key)
            .join(MembershipRow, MembershipRow.document_key == ChunkRow.document_key)
            .where(MembershipRow.generation_id == generation_id)
        )
        with self._engine.connect() as connection:
            return {
                row.chunk_id: row.vector_key
                for part in batches(chunk_ids)
                for row in connection.execute(statement.where(ChunkRow.chunk_id.in_(part)))
            }

    def vector_keys(self, generation_id: int) -> set[str]:
        """The vectors that a generation needs."""
        keys = [
            select(table.vector_key)
            .join(MembershipRow, MembershipRow.document_key == table.document_key)
            .where(MembershipRow.generation_id == generation_id)
            for table in (ChunkRow, QuestionVectorRow)
        ]
        with self._engine.connect() as connection:
            return {key for statement in keys for key in connection.scalars(statement)}

    def _read(self, statement: _Rows) -> Iterator[StoredChunk]:
        known: dict[tuple[str, str], Metadata] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(statement):
                place = (row.document_key, row.source)
                if place not in known:
                    known[place] = to_metadata(row.metadata, row.source)
                yield to_stored(row, known[place])


def _members(generation_id: int) -> _Rows:
    columns = (*ChunkRow.__table__.columns, DocumentRow.document_metadata, MembershipRow.source)
    return (
        select(*columns)
        .join(MembershipRow, MembershipRow.document_key == ChunkRow.document_key)
        .join(DocumentRow, DocumentRow.key == ChunkRow.document_key)
        .where(MembershipRow.generation_id == generation_id)
    )


def _asked(chunks: _Rows) -> _Rows:
    """The same chunks, once for each vector of a question that they answer."""
    return chunks.join(
        QuestionVectorRow,
        and_(
            QuestionVectorRow.document_key == ChunkRow.document_key,
            QuestionVectorRow.ordinal == ChunkRow.ordinal,
        ),
    )

"""Document versions, and the generations they belong to."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Engine, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from ingestion.document import Document, Notice
from ingestion.ledger.batches import batches
from ingestion.ledger.records import (
    StoredChunk,
    StoredDocument,
    chunk_values,
    metadata_values,
    question_values,
    question_vector_values,
    to_metadata,
    to_questions,
)
from ingestion.ledger.tables import ChunkRow, DocumentRow, MembershipRow, QuestionVectorRow


class Documents:
    """Repository of documents."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, generation_id: int) -> list[StoredDocument]:
        """The documents of a generation, by source."""
        statement = (
            select(
                DocumentRow.key,
                DocumentRow.document_metadata,
                DocumentRow.content_fingerprint,
                DocumentRow.metadata_fingerprint,
                MembershipRow.source,
                MembershipRow.file_fingerprint,
                MembershipRow.notices,
            )
            .join(MembershipRow, MembershipRow.document_key == DocumentRow.key)
            .where(MembershipRow.generation_id == generation_id)
            .order_by(MembershipRow.source, DocumentRow.key)
        )
        with self._engine.connect() as connection:
            return [
                StoredDocument(
                    row.key,
                    to_metadata(row.metadata, row.source),
                    row.content_fingerprint,
                    row.metadata_fingerprint,
                    row.file_fingerprint,
                    tuple(Notice(*notice) for notice in row.notices),
                )
                for row in connection.execute(statement)
            ]

    def text(self, key: str) -> str:
        """The whole Markdown-shaped text of a document version: what spans point into."""
        with self._engine.connect() as connection:
            return connection.execute(select(DocumentRow.text).where(DocumentRow.key == key)).scalar_one()

    def whole(self, document: StoredDocument) -> Document:
        """A stored document version with its text and questions."""
        wanted = select(DocumentRow.text, DocumentRow.questions).where(DocumentRow.key == document.key)
        with self._engine.connect() as connection:
            row = connection.execute(wanted).one()
        return Document(document.metadata, row.text, document.notices, to_questions(row.questions))

    def stored(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that are already here."""
        with self._engine.connect() as connection:
            return {
                key
                for part in batches(keys)
                for key in connection.scalars(select(DocumentRow.key).where(DocumentRow.key.in_(part)))
            }

    def store(self, documents: Collection[tuple[str, Document, Collection[StoredChunk]]]) -> None:
        """Document versions by key, with all their chunks, in one transaction."""
        with Session(self._engine) as session, session.begin():
            session.execute(insert(DocumentRow), [_values(key, document) for key, document, _ in documents])
            for key, _, cut in documents:
                _insert_chunks(session, key, cut)

    def replace(self, key: str, document: Document, cut: Collection[StoredChunk]) -> None:
        """Write a stored document version and its chunks again, in one transaction."""
        values = _values(key, document)
        with Session(self._engine) as session, session.begin():
            session.execute(update(DocumentRow).where(DocumentRow.key == key).values(values))
            session.execute(delete(ChunkRow).where(ChunkRow.document_key == key))
            session.execute(delete(QuestionVectorRow).where(QuestionVectorRow.document_key == key))
            _insert_chunks(session, key, cut)

    def enlist(self, generation_id: int, documents: Iterable[StoredDocument]) -> None:
        """Make documents members of a generation."""
        rows = [
            {
                "generation_id": generation_id,
                "document_key": document.key,
                "source": document.metadata.source,
                "file_fingerprint": document.file_fingerprint,
                "notices": [[notice.file, notice.field, notice.message] for notice in document.notices],
            }
            for document in documents
        ]
        with Session(self._engine) as session, session.begin():
            session.execute(insert(MembershipRow), rows)

    def refresh_file(self, generation_id: int, document: StoredDocument) -> None:
        """Write down a file's new bytes where they changed nothing that is served."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(MembershipRow)
                .where(MembershipRow.generation_id == generation_id, MembershipRow.document_key == document.key)
                .values(file_fingerprint=document.file_fingerprint)
            )

    def forget_orphans(self) -> None:
        """Remove documents, with their chunks, that no generation lists."""
        listed = exists().where(MembershipRow.document_key == DocumentRow.key)
        with Session(self._engine) as session, session.begin():
            session.execute(delete(DocumentRow).where(~listed))


def _insert_chunks(session: Session, key: str, cut: Collection[StoredChunk]) -> None:
    if cut:
        session.execute(insert(ChunkRow), [chunk_values(stored, key) for stored in cut])
    if asked := [row for stored in cut for row in question_vector_values(stored, key)]:
        session.execute(insert(QuestionVectorRow), asked)


def _values(key: str, document: Document) -> dict[str, Any]:
    return {
        "key": key,
        "doc_id": document.metadata.doc_id,
        "version": document.metadata.version,
        "document_metadata": metadata_values(document.metadata),
        "text": document.text,
        "questions": question_values(document.questions),
        "content_fingerprint": document.content_fingerprint,
        "metadata_fingerprint": document.metadata_fingerprint,
    }

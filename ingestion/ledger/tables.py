"""Tables of the ledger. A document version is stored once and belongs to every generation that lists it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The ledger's own metadata: no other package's tables."""


class InstallationRow(Base):
    """The installation that this ledger belongs to: one row."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(32))


class GenerationRow(Base):
    """One applied (or half-built) state of the corpus. At most one is active: the database holds that."""

    __tablename__ = "generations"
    __table_args__ = (
        Index(
            "one_active_generation",
            "status",
            unique=True,
            sqlite_where=text("status = 'active'"),
            postgresql_where=text("status = 'active'"),
        ),
        {"sqlite_autoincrement": True},  # a discarded generation's number never comes back
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    status: Mapped[str] = mapped_column(String(16))  # building, active, retired
    model_id: Mapped[str] = mapped_column(String(200))
    chunker: Mapped[str] = mapped_column(String(64))
    root: Mapped[str] = mapped_column(Text)
    document_count: Mapped[int] = mapped_column(Integer, default=0)
    chunk_count: Mapped[int] = mapped_column(Integer, default=0)
    embedded_count: Mapped[int] = mapped_column(Integer, default=0)  # texts the model had to read for it
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    activated_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class DocumentRow(Base):
    """One version of one document as it was cut: `key` covers text, metadata and chunker settings."""

    __tablename__ = "documents"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    doc_id: Mapped[str] = mapped_column(String(300), index=True)
    version: Mapped[str] = mapped_column(String(100))
    document_metadata: Mapped[dict[str, Any]] = mapped_column("metadata", JSON)
    text: Mapped[str] = mapped_column(Text)
    questions: Mapped[list[list[str]]] = mapped_column(JSON)  # text and quote of each
    content_fingerprint: Mapped[str] = mapped_column(String(64))
    metadata_fingerprint: Mapped[str] = mapped_column(String(64))


class MembershipRow(Base):
    """A document version belongs to a generation, and came from this file."""

    __tablename__ = "generation_documents"
    __table_args__ = (Index("generation_documents_by_key", "document_key"),)

    generation_id: Mapped[int] = mapped_column(ForeignKey("generations.id", ondelete="CASCADE"), primary_key=True)
    document_key: Mapped[str] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    file_fingerprint: Mapped[str] = mapped_column(String(64))
    notices: Mapped[list[list[str]]] = mapped_column(JSON, default=list)


class ChunkRow(Base):
    """A chunk, whole: search serves text from here and nowhere else."""

    __tablename__ = "chunks"
    __table_args__ = (Index("chunks_by_vector", "vector_key"), Index("chunks_by_id", "chunk_id"))

    document_key: Mapped[str] = mapped_column(ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)
    chunk_id: Mapped[str] = mapped_column(String(600))
    heading_path: Mapped[list[str]] = mapped_column(JSON)
    section: Mapped[str] = mapped_column(Text)
    context: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    span_start: Mapped[int] = mapped_column(Integer)
    span_end: Mapped[int] = mapped_column(Integer)
    audience: Mapped[str] = mapped_column(String(16))
    vector_key: Mapped[str] = mapped_column(String(64))
    questions: Mapped[list[list[str]]] = mapped_column(JSON)  # text, quote and vector key of each


class QuestionVectorRow(Base):
    """A vector that leads to a chunk because customers ask so for what it says."""

    __tablename__ = "question_vectors"

    vector_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    document_key: Mapped[str] = mapped_column(
        ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True, index=True
    )
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)


class LinkRow(Base):
    """A link between two chunks of one generation."""

    __tablename__ = "links"
    __table_args__ = (Index("links_by_target", "generation_id", "target"),)

    generation_id: Mapped[int] = mapped_column(ForeignKey("generations.id", ondelete="CASCADE"), primary_key=True)
    source: Mapped[str] = mapped_column(String(600), primary_key=True)
    target: Mapped[str] = mapped_column(String(600), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)


class EmbeddingRow(Base):
    """The embedding cache: `key` is a hash of the embedded text and the model. Nothing is embedded twice."""

    __tablename__ = "embeddings"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    model_id: Mapped[str] = mapped_column(String(200), index=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)  # float32, little-endian


class CollectionRow(Base):
    """A vector collection as it was written: once complete it never changes, so no reader can hold a stale one."""

    __tablename__ = "collections"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))  # what its vectors are of: text, question
    vector_count: Mapped[int] = mapped_column(Integer)


class GenerationCollectionRow(Base):
    """The collections that together hold a generation's vectors."""

    __tablename__ = "generation_collections"

    generation_id: Mapped[int] = mapped_column(ForeignKey("generations.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(ForeignKey("collections.name"), primary_key=True)


class CollectionVectorRow(Base):
    """Which vectors a collection holds."""

    __tablename__ = "collection_vectors"

    name: Mapped[str] = mapped_column(ForeignKey("collections.name", ondelete="CASCADE"), primary_key=True)
    vector_key: Mapped[str] = mapped_column(ForeignKey("embeddings.key"), primary_key=True)

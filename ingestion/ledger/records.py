"""What the ledger gives and takes: plain values, and their passage to and from rows."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import Row

from ingestion.document import Notice
from ingestion.ledger.tables import GenerationRow
from ingestion.model import Audience, Chunk, ChunkId, DocId, GovernedBy, Metadata, Span

GenerationStatus = Literal["building", "active", "retired"]


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the corpus. `embedded_count` is how many texts the model had to read to build it."""

    id: int
    status: GenerationStatus
    model_id: str
    chunker: str
    root: str
    document_count: int
    chunk_count: int
    embedded_count: int
    created_at: datetime
    activated_at: datetime | None

    @property
    def name(self) -> str:
        """How people and file names call it: g7."""
        return f"g{self.id}"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of a generation, without its text."""

    key: str
    metadata: Metadata
    content_fingerprint: str
    metadata_fingerprint: str
    file_fingerprint: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk with the key of its vector."""

    chunk: Chunk
    vector_key: str


def to_generation(row: GenerationRow) -> Generation:
    """The row as a value."""
    status: GenerationStatus = (
        "active" if row.status == "active" else "retired" if row.status == "retired" else "building"
    )
    return Generation(
        row.id,
        status,
        row.model_id,
        row.chunker,
        row.root,
        row.document_count,
        row.chunk_count,
        row.embedded_count,
        _utc(row.created_at),
        _utc(row.activated_at) if row.activated_at else None,
    )


def metadata_values(metadata: Metadata) -> dict[str, Any]:
    """JSON-ready; `source` is left out, it belongs to the generation."""
    values = asdict(metadata)
    del values["source"]
    for name in ("effective_from", "effective_to"):
        values[name] = values[name].isoformat() if values[name] else None
    return values


def to_metadata(values: dict[str, Any], source: str) -> Metadata:
    """The inverse of `metadata_values`."""
    return Metadata(
        doc_id=DocId(values["doc_id"]),
        version=values["version"],
        title=values["title"],
        source=source,
        effective_from=_day(values["effective_from"]),
        effective_to=_day(values["effective_to"]),
        governed_by=GovernedBy(values["governed_by"]),
        supersedes=values["supersedes"],
        audience=Audience(values["audience"]),
        regions=tuple(values["regions"]),
        products=tuple(values["products"]),
        owner=values["owner"],
        tags=tuple(values["tags"]),
    )


def to_chunk(row: Row[Any], metadata: Metadata) -> Chunk:
    """A row with the columns of `chunks` as a chunk of the document it belongs to."""
    return Chunk(
        chunk_id=ChunkId(row.chunk_id),
        metadata=metadata,
        ordinal=row.ordinal,
        heading_path=tuple(row.heading_path),
        section=row.section,
        context=row.context,
        text=row.text,
        span=Span(row.span_start, row.span_end),
        audience=Audience(row.audience),
    )


def chunk_values(chunk: Chunk, document_key: str, vector_key: str) -> dict[str, Any]:
    """Column values of a chunk."""
    return {
        "document_key": document_key,
        "ordinal": chunk.ordinal,
        "chunk_id": chunk.chunk_id,
        "heading_path": list(chunk.heading_path),
        "section": chunk.section,
        "context": chunk.context,
        "text": chunk.text,
        "span_start": chunk.span.start,
        "span_end": chunk.span.end,
        "audience": chunk.audience.value,
        "vector_key": vector_key,
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _utc(moment: datetime) -> datetime:
    """SQLite gives times back without their zone; all are written in UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)

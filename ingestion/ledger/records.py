"""What the ledger gives and takes: plain values, and their passage to and from rows."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import Row

from ingestion.document import Notice
from ingestion.ledger.tables import GenerationRow
from ingestion.model import Audience, Chunk, ChunkId, DocId, GovernedBy, Metadata, Question, Span

VectorKind = Literal["text", "question"]  # what a vector is of: a chunk's own text, or how customers ask for it
_REMEMBERED = 16_384  # questions that are read turn after turn: making one takes longer than finding it
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
    """A chunk with the keys of its vectors: of its own text, and of its questions in their order."""

    chunk: Chunk
    vector_key: str
    question_keys: tuple[str, ...] = ()

    @property
    def vector_keys(self) -> tuple[str, ...]:
        """Every vector that leads to it."""
        return (self.vector_key, *self.question_keys)

    @property
    def embedded_texts(self) -> dict[str, str]:
        """What each of its vectors is of."""
        texts = (self.chunk.embedded_text, *(question.text for question in self.chunk.questions))
        return dict(zip(self.vector_keys, texts, strict=True))


def to_generation(row: GenerationRow | Row[Any]) -> Generation:
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
        questions=to_questions(row.questions),
    )


def to_stored(row: Row[Any], metadata: Metadata) -> StoredChunk:
    """A row with the columns of `chunks` as a chunk with its vectors."""
    return StoredChunk(to_chunk(row, metadata), row.vector_key, tuple(key for *_, key in row.questions))


def to_questions(values: Iterable[Sequence[str]]) -> tuple[Question, ...]:
    """From lists that begin with a question's text and its quote."""
    return tuple(_question(text, quote) for text, quote, *_ in values)


@lru_cache(_REMEMBERED)
def _question(text: str, quote: str) -> Question:
    return Question(text, quote)


def question_values(questions: Iterable[Question]) -> list[list[str]]:
    """JSON-ready; the inverse of `to_questions`."""
    return [[question.text, question.quote] for question in questions]


def chunk_values(stored: StoredChunk, document_key: str) -> dict[str, Any]:
    """Column values of a chunk."""
    chunk = stored.chunk
    asked = zip(question_values(chunk.questions), stored.question_keys, strict=True)
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
        "vector_key": stored.vector_key,
        "questions": [[*question, key] for question, key in asked],
    }


def question_vector_values(stored: StoredChunk, document_key: str) -> list[dict[str, Any]]:
    """Column values of the vectors that lead to a chunk beside its own; each once."""
    place = {"document_key": document_key, "ordinal": stored.chunk.ordinal}
    return [place | {"vector_key": key} for key in dict.fromkeys(stored.question_keys)]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _utc(moment: datetime) -> datetime:
    """SQLite gives times back without their zone; all are written in UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)

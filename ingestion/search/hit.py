"""What a search gives."""

from dataclasses import dataclass

from ingestion.model import Chunk


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk in scope with why it was found. Ranks start at 1; None where that retriever did not find it."""

    chunk: Chunk
    score: float  # of the last stage that looked at it; comparable within one search and stage only
    dense_rank: int | None = None
    dense_score: float | None = None  # cosine, -1..1
    lexical_rank: int | None = None
    lexical_score: float | None = None  # BM25, unbounded
    sentence_score: float | None = None  # cosine of its nearest sentence; None where none was looked at
    asked: float = 0.0  # what customers' questions add: above 0 where one that it answers is like what was asked

    @property
    def nearness(self) -> float:
        """How near it is to what was asked: its cosine, that of its nearest sentence, and what its questions add."""
        return (self.dense_score or 0.0) + (self.sentence_score or 0.0) + self.asked

"""Weighted reciprocal-rank fusion, by hand."""

import pytest

from ingestion.model import Audience, Chunk, ChunkId, DocId, Metadata, Span
from ingestion.search.fusion import fuse
from ingestion.search.settings import RetrievalSettings


def chunk(name: str) -> Chunk:
    metadata = Metadata(doc_id=DocId(name), version="1", title=name, source=f"{name}.md")
    return Chunk(ChunkId(name), metadata, 0, (), name, "", name, Span(0, len(name)), Audience.CUSTOMER)


A, B, C = chunk("a"), chunk("b"), chunk("c")


def test_a_score_is_the_sum_of_weighted_reciprocal_ranks() -> None:
    settings = RetrievalSettings(dense_weight=2.0, lexical_weight=0.5, rrf_k=10)
    hits = fuse([(A, 0.9), (B, 0.8)], [(B, 7.0), (C, 3.0)], settings)
    assert {hit.chunk.chunk_id: hit.score for hit in hits} == {
        "a": pytest.approx(2 / 11),
        "b": pytest.approx(2 / 12 + 0.5 / 11),
        "c": pytest.approx(0.5 / 12),
    }
    assert [hit.chunk.chunk_id for hit in hits] == ["b", "a", "c"]


def test_ties_go_by_chunk_id() -> None:
    hits = fuse([(B, 0.9)], [(A, 7.0)], RetrievalSettings())
    assert [hit.chunk.chunk_id for hit in hits] == ["a", "b"]


def test_nothing_found_is_nothing() -> None:
    assert fuse([], [], RetrievalSettings()) == []


def test_more_hits_than_candidates_asks_for_more_candidates() -> None:
    assert RetrievalSettings(depth=50).with_k(80) == RetrievalSettings(k=80, depth=80)

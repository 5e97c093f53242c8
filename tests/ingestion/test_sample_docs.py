"""The sample policies as they are served: whole, in their versions, exceptions beside their rules."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ingestion.chunking import Chunker
from ingestion.embedding import Embedder
from ingestion.links import find_links
from ingestion.links.outline import is_exception_section
from ingestion.loaders import load, scan
from ingestion.model import Audience, Chunk, LinkKind
from ingestion.search import GoverningDates, Scope
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.ingestion.fakes import WordEmbedder

SAMPLE = Path(__file__).parents[2] / "sample_docs"


@pytest.fixture(scope="module")
def chunks() -> list[Chunk]:
    chunker = Chunker(Embedder().token_count, 200, 256)
    return [
        chunk for file in scan(SAMPLE, 10**8).files for chunk in chunker.chunk(load(file.raw, file.source, file.beside))
    ]


def holding(chunks: list[Chunk], quote: str) -> set[str]:
    """Document versions in which the words stand in one chunk."""
    return {f"{c.metadata.doc_id} {c.metadata.version}" for c in chunks if quote in c.text}


@pytest.mark.parametrize(
    ("quote", "where"),
    [
        ("You may return most items within 45 days of delivery.", {"returns-policy 2025.1"}),
        ("You may return most items within 30 days of delivery.", {"returns-policy 2026.1"}),
        ("Live plants are covered for 30 days.", {"warranty 2025.1"}),
        ("A missed appointment costs 35.00.", {"large-item-delivery 2025.1"}),
    ],
)
def test_a_sentence_of_any_format_stands_in_one_chunk(chunks: list[Chunk], quote: str, where: set[str]) -> None:
    assert holding(chunks, quote) == where


def test_every_chunk_has_its_own_id(chunks: list[Chunk]) -> None:
    assert [chunk_id for chunk_id, n in Counter(chunk.chunk_id for chunk in chunks).items() if n > 1] == []


def test_every_section_of_exceptions_is_linked_to_a_rule(chunks: list[Chunk]) -> None:
    limiting = {link.source for link in find_links(chunks) if link.kind is LinkKind.EXCEPTION}
    assert [c.chunk_id for c in chunks if is_exception_section(c) and c.chunk_id not in limiting] == []


def test_the_exceptions_to_the_return_window_are_linked_to_it(chunks: list[Chunk]) -> None:
    by_id = {chunk.chunk_id: chunk for chunk in chunks}
    pairs = [(by_id[link.source], by_id[link.target]) for link in find_links(chunks) if link.kind is LinkKind.EXCEPTION]
    assert any(
        "Live plants must be returned within 14 days" in exception.text and "within 30 days of delivery" in rule.text
        for exception, rule in pairs
    )


def test_agents_clauses_are_not_in_a_customers_scope(chunks: list[Chunk]) -> None:
    customers = Scope(GoverningDates.on(date(2026, 6, 15)))
    secret = [c for c in chunks if "Never tell the customer which detail did not match." in c.text]
    assert [c.audience for c in secret] == [Audience.AGENT]
    assert not customers.admits(secret[0])


def test_the_folder_syncs_without_a_refusal_or_a_notice(settings: IngestionSettings, embedder: WordEmbedder) -> None:
    report = sync(SAMPLE, settings, embedder)
    assert (report.refusals, report.notices) == ((), ())
    assert len(report.changes.added) == len(scan(SAMPLE, 10**8).files)

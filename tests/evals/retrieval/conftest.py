"""A corpus of four documents and queries about them, as files."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

DOCUMENTS = (
    {"doc_id": "Returns (UK)", "title": "Returns", "text": "Lamps can be returned within 30 days of delivery."},
    {"doc_id": "ship#1", "title": "Shipping", "text": "Parcels to Norway take nine working days."},
    {"doc_id": "cards", "title": "Gift cards", "text": "A gift card never expires and cannot be cashed."},
    {"doc_id": "care", "title": "Care", "text": "Wash linen curtains at forty degrees."},
)
QUERIES = (
    {"id": "q1", "text": "How long can lamps be returned?", "gold_doc_ids": ["Returns (UK)"], "slice": "easy/lamps"},
    {"id": "q2", "text": "When does a gift card expire?", "gold_doc_ids": ["cards"], "slice": "easy/cards"},
    {
        "id": "q3",
        "text": "And how many days does that take?",
        "history": [
            {"role": "user", "content": "Do you ship parcels to Norway?"},
            {"role": "assistant", "content": "Yes."},
        ],
        "gold_doc_ids": ["ship#1"],
        "slice": "history",
    },
    {"id": "q4", "text": "Who won the chess tournament?", "gold_doc_ids": [], "answerable": False, "slice": "none"},
)


def write_lines(file: Path, records: Sequence[Mapping[str, Any]]) -> Path:
    """One JSON record a line."""
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return file


@pytest.fixture
def corpus_file(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "corpus.jsonl", DOCUMENTS)


@pytest.fixture
def queries_file(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "queries.jsonl", [{"answerable": True, **query} for query in QUERIES])

"""A clause is a customer's to read when text served to customers says it."""

from pathlib import Path

import pytest

from copilot.clauses import CustomerClauses
from copilot.turn.trace import ClauseRecord
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.ingestion.fakes import WordEmbedder

POLICY = """---
id: refunds
title: Refunds
---
# Refunds

## 1. For everybody

We refund **within 5 days** of
your return.

## 2. For agents

::: agent
Up to 150.00 needs no approval.
:::
"""
HANDBOOK = """---
id: handbook
title: Handbook
audience: agent
---
# Handbook

## 1. Flags

Three refunds in 90 days are a flag.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    docs = home / "docs"
    docs.mkdir()
    docs.joinpath("refunds.md").write_text(POLICY)
    docs.joinpath("handbook.md").write_text(HANDBOOK)
    sync(docs, IngestionSettings.model_validate({"home": home}), WordEmbedder())
    return home


@pytest.mark.parametrize(
    ("doc_id", "quote", "readable"),
    [
        ("refunds", "We refund within 5 days of your return.", True),
        ("refunds", "Up to 150.00 needs no approval.", False),
        ("handbook", "Three refunds in 90 days are a flag.", False),
        ("handbook", "We refund within 5 days of your return.", False),
        ("refunds", "We refund within 50 days of your return.", False),
        ("nothing", "We refund within 5 days of your return.", False),
    ],
)
def test_what_a_customer_may_read(home: Path, doc_id: str, quote: str, readable: bool) -> None:
    clauses = CustomerClauses.open(IngestionSettings.model_validate({"home": home}))
    assert clauses.readable(ClauseRecord(doc_id=doc_id, quote=quote)) is readable
    clauses.close()


def test_without_documents_nothing_is_readable(tmp_path: Path) -> None:
    clauses = CustomerClauses.open(IngestionSettings.model_validate({"home": tmp_path}))
    assert not clauses.readable(ClauseRecord(doc_id="refunds", quote="We refund"))
    clauses.close()

"""A sync says which citations lose their words, and asks nobody where no served text changes."""

from pathlib import Path

import pytest

from ingestion.document import Notice
from ingestion.plan.citing import Citation
from ingestion.render import sync_report, sync_values
from ingestion.settings import IngestionSettings
from ingestion.sync import SyncReport, sync
from tests.ingestion.conftest import Sync, Write
from tests.ingestion.fakes import WordEmbedder

RETURNS = "## 1. Window\n\nYou may return items within 30 days of delivery.\n\n## 2. Labels\n\nPrint the label.\n"
FRONT = {"id": "returns", "title": "Returns", "effective_from": "2026-01-01"}
WINDOW = Citation("gate rule", "window", "returns", "within 30 days of delivery")
LABELS = Citation("eval case", "labels", "returns", "Print the label.")


@pytest.fixture
def file(write: Write, synced: Sync) -> Path:
    written = write("returns.md", RETURNS, **FRONT)
    write("fees.md", "Fees are 5.00.\n")
    synced()
    return written


def cited(docs: Path, settings: IngestionSettings, *notices: Notice) -> SyncReport:
    """A sync while a rule and a case cite the document."""
    return sync(docs, settings, WordEmbedder(), cite=lambda: ([WINDOW, LABELS], list(notices)))


@pytest.mark.usefixtures("file")
def test_words_that_a_change_takes_away_are_named_in_every_report(
    write: Write, docs: Path, settings: IngestionSettings
) -> None:
    write("returns.md", RETURNS.replace("30", "14"), **FRONT)
    report = cited(docs, settings)
    assert (report.applied, report.broken_citations) == (True, (WINDOW,))
    assert "Warning: gate rule window (returns): “within 30 days of delivery”: ITS WORDS ARE GONE" in sync_report(
        report
    )
    assert sync_values(report)["broken_citations"] == [
        {"kind": "gate rule", "id": "window", "doc_id": "returns", "quote": "within 30 days of delivery"}
    ]


@pytest.mark.usefixtures("file")
def test_words_that_only_move_are_not_lost(write: Write, docs: Path, settings: IngestionSettings) -> None:
    write("returns.md", f"{RETURNS}\n## 3. Again\n\nAs said, within 30 days of delivery.\n".replace("You may", "May"))
    assert cited(docs, settings).broken_citations == ()


def test_a_document_that_goes_takes_the_words_of_all_who_cite_it(
    file: Path, docs: Path, settings: IngestionSettings
) -> None:
    file.unlink()
    assert cited(docs, settings).broken_citations == (WINDOW, LABELS)


def test_a_document_under_another_id_is_not_the_one_that_was_cited(
    file: Path, write: Write, docs: Path, settings: IngestionSettings
) -> None:
    file.unlink()
    write("window.md", RETURNS, **{**FRONT, "id": "window"})
    assert cited(docs, settings).broken_citations == (WINDOW, LABELS)


@pytest.mark.usefixtures("file")
def test_who_could_not_say_is_a_notice(write: Write, docs: Path, settings: IngestionSettings) -> None:
    write("returns.md", RETURNS.replace("30", "14"), **FRONT)
    notice = Notice("rules:cited", "citations", "could not be read.")
    assert notice in cited(docs, settings, notice).notices


def test_nobody_is_asked_where_no_served_words_change(write: Write, docs: Path, settings: IngestionSettings) -> None:
    def refuse() -> tuple[list[Citation], list[Notice]]:
        raise AssertionError

    write("returns.md", RETURNS, **FRONT)
    assert sync(docs, settings, WordEmbedder(), cite=refuse).reasons == ("first",)
    write("returns.md", RETURNS, **{**FRONT, "effective_to": "2026-12-31"})
    write("fees.md", "Fees are 5.00.\n")
    assert sync(docs, settings, WordEmbedder(), cite=refuse).applied
    assert not sync(docs, settings, WordEmbedder(), cite=refuse).applied

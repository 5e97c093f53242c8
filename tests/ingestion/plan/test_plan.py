"""A plan tells what a sync would do and what rests on it, and changes nothing."""

from pathlib import Path

import pytest

from ingestion.document import Notice
from ingestion.ledger import open_ledger
from ingestion.plan import Plan, plan
from ingestion.plan import citing as citing_module
from ingestion.plan.citing import Citation, citations
from ingestion.render_plan import text, values
from ingestion.settings import IngestionSettings
from tests.ingestion.conftest import Sync, Write
from tests.ingestion.fakes import WordEmbedder

RETURNS = "## 1. Window\n\nYou may return items within 30 days of delivery.\n\n## 2. Labels\n\nPrint the label.\n"


def planned(docs: Path, settings: IngestionSettings, embedder: WordEmbedder, *cited: Citation) -> Plan:
    return plan(docs, settings, embedder, cite=lambda: (list(cited), []))


@pytest.fixture
def shop(write: Write, synced: Sync) -> None:
    write("returns.md", RETURNS, id="returns", title="Returns", effective_from="2026-01-01")
    write("fees.md", "Delivery costs 6.95 for parcels.\n", id="fees", title="Fees", effective_from="2026-01-01")
    synced()


@pytest.mark.usefixtures("shop")
class TestPlan:
    """What is said before a sync."""

    def test_nothing_changed_is_nothing_to_do(
        self, docs: Path, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        found = planned(docs, settings, embedder)
        assert (found.reasons, found.documents, found.to_embed) == ((), (), 0)
        assert text(found).endswith("Nothing to do.")

    def test_a_changed_clause_is_shown_with_its_figures(
        self, docs: Path, write: Write, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        write("returns.md", RETURNS.replace("30", "14"), id="returns", title="Returns", effective_from="2026-01-01")
        found = planned(docs, settings, embedder)
        [document] = found.documents
        [clause] = document.clauses
        assert clause.section == "1. Window"
        assert [str(figure) for figure in clause.figures] == ["30 days → 14 days"]
        assert found.to_embed == 1
        assert "      30 days → 14 days" in text(found)

    def test_a_plan_neither_embeds_nor_changes_what_serves(
        self, docs: Path, write: Write, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        write("new.md", "New words.\n")
        embedder.read.clear()
        planned(docs, settings, embedder)
        assert embedder.read == []
        ledger = open_ledger(settings.ledger)
        assert [generation.name for generation in ledger.generations.all()] == ["g1"]
        ledger.close()

    def test_an_end_date_retires_and_a_removed_file_withdraws(
        self, docs: Path, write: Write, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        front = {"id": "returns", "title": "Returns", "effective_from": "2026-01-01"}
        write("returns.md", RETURNS, **front, effective_to="2026-12-31")
        (docs / "fees.md").unlink()
        shown = values(planned(docs, settings, embedder))
        assert [(each["change"], (each["after"] or each["before"])["doc_id"]) for each in shown["documents"]] == [
            ("retired", "returns"),
            ("withdrawn", "fees"),
        ]
        assert shown["documents"][0]["metadata"] == {"effective_to": ["(none)", "2026-12-31"]}
        assert shown["to_embed"] == 0

    def test_who_cites_a_changed_clause_is_named_with_whether_its_words_stand(
        self, docs: Path, write: Write, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        rule = Citation("rule", "window", "returns", "within 30 days of delivery")
        case = Citation("case", "may-return", "returns", "You may return items")
        other = Citation("rule", "labels", "returns", "Print the label.")
        write("returns.md", RETURNS.replace("30", "14"), id="returns", title="Returns", effective_from="2026-01-01")
        found = planned(docs, settings, embedder, rule, case, other)
        assert [(touched.citation.id, touched.stands) for touched in found.touched] == [
            ("window", False),
            ("may-return", True),
        ]
        assert "ITS WORDS ARE GONE" in text(found)

    def test_who_cites_a_withdrawn_document_is_named(
        self, docs: Path, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        (docs / "fees.md").unlink()
        found = planned(docs, settings, embedder, Citation("rule", "fee", "fees", "costs 6.95"))
        assert [touched.stands for touched in found.touched] == [False]

    def test_documents_that_say_the_same_with_other_figures_are_in_conflict(
        self, docs: Path, write: Write, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        write("help.md", "You may return items within 45 days of delivery.\n", effective_from="2026-01-01")
        [conflict] = planned(docs, settings, embedder).conflicts
        assert {conflict.one.metadata.doc_id, conflict.other.metadata.doc_id} == {"returns", "help"}

    def test_documents_never_in_force_together_are_in_no_conflict(
        self, docs: Path, write: Write, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        write("returns.md", RETURNS, id="returns", title="Returns", region="us", effective_from="2026-01-01")
        write("help.md", "You may return items within 45 days of delivery.\n", region="eu")
        assert planned(docs, settings, embedder).conflicts == ()

    def test_a_mass_withdrawal_and_a_refused_file_are_announced(
        self, docs: Path, write: Write, settings: IngestionSettings, embedder: WordEmbedder, synced: Sync
    ) -> None:
        for n in range(4):
            write(f"{n}.md", f"Words {n}.\n")
        synced()
        for n in range(4):
            (docs / f"{n}.md").unlink()
        write("bad.md", "Words.\n", effective_from="soon")
        found = planned(docs, settings, embedder)
        assert found.blocked is not None
        assert [refusal.file for refusal in found.refusals] == ["bad.md"]
        assert "Blocked:" in text(found)


class _Point:
    """An entry point."""

    def __init__(self, name: str, result: object) -> None:
        self.name, self.value, self._result = name, f"{name}:citations", result

    def load(self) -> object:
        return lambda: self._result


def test_entry_points_cite_and_one_that_fails_is_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    good = [{"kind": "rule", "id": "r1", "doc_id": "returns", "quote": "30 days"}]
    points = [_Point("tools", good), _Point("evals", [{"kind": "case"}])]
    monkeypatch.setattr(citing_module, "entry_points", lambda group: points if group == citing_module.GROUP else [])
    found, notices = citations()
    assert found == [Citation("rule", "r1", "returns", "30 days")]
    assert notices == [Notice("evals:citations", "citations", "could not be read (KeyError: 'id').")]

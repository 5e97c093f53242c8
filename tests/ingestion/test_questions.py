"""Customers' questions beside a document lead to the clause that answers them, and to nothing else."""

from datetime import date
from pathlib import Path

import pytest

from ingestion.doctor import doctor
from ingestion.errors import BrokenQuestions
from ingestion.ledger import open_ledger
from ingestion.model import Question
from ingestion.plan import plan
from ingestion.questions import likeness, parse_questions, standing
from ingestion.render_plan import text as plan_text
from ingestion.rollback import rollback
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.fakes import WordEmbedder

RETURNS = "## 1. Window\n\nMost items go back within 30 days.\n\n## 2. Hygiene\n\nOpened pillows stay with the buyer.\n"
ASKED = "- quote: Opened pillows stay with the buyer.\n  questions: [I slept on it once and it is too firm]\n"
SLEPT = "slept on it firm"


def first(searcher: Searcher, query: str) -> str:
    return searcher.search(query, on())[0].chunk.body


class TestFile:
    """What a file of questions may hold."""

    def test_each_question_keeps_the_quote_that_answers_it(self) -> None:
        raw = "- quote: |-\n    | UK | 5.00 |\n  questions:\n    - how much to Leeds?\n    - ' postage to Wales '\n"
        assert parse_questions(raw, "a.questions.yaml") == (
            Question("how much to Leeds?", "| UK | 5.00 |"),
            Question("postage to Wales", "| UK | 5.00 |"),
        )

    def test_an_empty_file_asks_nothing(self) -> None:
        assert parse_questions("# none yet\n", "a.questions.yaml") == ()

    @pytest.mark.parametrize(
        ("raw", "field"),
        [
            ("- quote: [", None),
            ("quote: a", None),
            ("- quote: a", "1.questions"),
            ("- quote: a\n  questions: []", "1.questions"),
            ("- quote: a\n  questions: [b]\n- quote: ' '\n  questions: [b]", "2.quote"),
            ("- quote: a\n  questions: ['']", "1.questions.1"),
            ("- quote: a\n  questions: [b]\n  answer: c", "1.answer"),
            (f"- quote: a\n  questions: [{'b' * 501}]", "1.questions.1"),
        ],
    )
    def test_what_is_no_list_of_quotes_and_questions_is_refused_by_its_place(self, raw: str, field: str | None) -> None:
        with pytest.raises(BrokenQuestions) as refused:
            parse_questions(raw, "a.questions.yaml")
        assert (refused.value.file, refused.value.field) == ("a.questions.yaml", field)

    def test_a_quote_that_left_the_document_is_a_notice_and_its_questions_go(self) -> None:
        asked = (Question("one?", "Gone words."), Question("two?", "Gone words."), Question("three?", "Kept  words."))
        kept, notices = standing(asked, "Text with kept.\nKept\nwords.", "a.questions.yaml")
        assert kept == asked[2:]
        assert [(n.file, n.field) for n in notices] == [("a.questions.yaml", "quote")]
        assert "2 questions" in notices[0].message


@pytest.mark.parametrize(
    ("cosines", "expected"),
    [([], 0.0), ([0.3], 0.0), ([0.9], 0.5), ([0.5, 0.9, 0.7], 0.4), ([0.9, -0.5], 0.0)],
)
def test_likeness_is_the_mean_of_the_two_nearest_above_the_floor(cosines: list[float], expected: float) -> None:
    assert likeness(cosines) == pytest.approx(expected)


def test_a_quote_is_read_as_people_copy_it_from_a_page() -> None:
    asked = (Question("one?", "Day means a calendar day."),)
    assert standing(asked, "**Day** means\na _calendar_ day.", "a.questions.yaml") == (asked, ())


class TestIndex:
    """A question is one more vector of the chunk that answers it."""

    def test_a_clause_is_found_by_words_that_it_does_not_hold(
        self, write: Write, synced: Sync, searcher: Searcher
    ) -> None:
        write("returns.md", RETURNS)
        synced()
        assert searcher.search(SLEPT, on())[0].nearness < 0.2
        write("returns.questions.yaml", ASKED)
        report = synced()
        assert [change.after.metadata.doc_id for change in report.changes.relabelled] == ["returns"]
        assert report.embedded == 1
        assert first(searcher, SLEPT) == "Opened pillows stay with the buyer."

    def test_what_is_served_never_holds_the_question(self, write: Write, synced: Sync, searcher: Searcher) -> None:
        write("returns.md", RETURNS)
        write("returns.questions.yaml", ASKED)
        synced()
        [hit, *_] = searcher.search(SLEPT, on())
        assert hit.chunk.questions == (
            Question("I slept on it once and it is too firm", "Opened pillows stay with the buyer."),
        )
        assert "slept" not in hit.chunk.text + hit.chunk.context

    def test_a_question_shares_the_dates_of_its_document(self, write: Write, synced: Sync, searcher: Searcher) -> None:
        write("returns.md", RETURNS, effective_from="2026-07-01")
        write("returns.questions.yaml", ASKED)
        write("fees.md", "Delivery costs 6.95.\n")
        synced()
        assert {hit.chunk.metadata.doc_id for hit in searcher.search(SLEPT, on())} == {"fees"}
        later = searcher.search(SLEPT, on(date(2026, 7, 1)))
        assert later[0].chunk.metadata.doc_id == "returns"

    def test_one_question_may_lead_to_several_documents(self, write: Write, synced: Sync, searcher: Searcher) -> None:
        for name, words in (("a", "Opened pillows stay."), ("b", "Opened pillows go.")):
            write(f"{name}.md", f"{words}\n")
            write(f"{name}.questions.yaml", f"- quote: {words}\n  questions: [I slept on it once]\n")
        synced()
        assert {hit.chunk.metadata.doc_id for hit in searcher.search(SLEPT, on())} == {"a", "b"}

    def test_taking_the_file_away_takes_its_questions_away(
        self, write: Write, synced: Sync, searcher: Searcher
    ) -> None:
        write("returns.md", RETURNS)
        sidecar = write("returns.questions.yaml", ASKED)
        synced()
        sidecar.unlink()
        assert synced().applied
        assert searcher.search(SLEPT, on())[0].nearness < 0.2

    def test_a_rollback_brings_them_back(
        self, write: Write, synced: Sync, searcher: Searcher, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        write("returns.md", RETURNS)
        sidecar = write("returns.questions.yaml", ASKED)
        synced()
        sidecar.unlink()
        synced()
        rollback(settings, embedder, None)
        assert first(searcher, SLEPT) == "Opened pillows stay with the buyer."

    def test_only_a_new_question_is_embedded(self, write: Write, synced: Sync, embedder: WordEmbedder) -> None:
        write("returns.md", RETURNS)
        write("returns.questions.yaml", ASKED)
        synced()
        embedder.read.clear()
        write("returns.questions.yaml", ASKED.replace("firm]", "firm, the pillow is soft]"))
        synced()
        assert embedder.read == ["the pillow is soft"]

    def test_a_search_does_not_embed_questions_again(
        self, write: Write, synced: Sync, searcher: Searcher, embedder: WordEmbedder
    ) -> None:
        write("returns.md", RETURNS)
        write("returns.questions.yaml", ASKED)
        synced()
        embedder.read.clear()
        searcher.search(SLEPT, on())
        assert "I slept on it once and it is too firm" not in embedder.read

    def test_a_broken_file_keeps_the_document_and_its_questions_serving(
        self, write: Write, synced: Sync, searcher: Searcher
    ) -> None:
        write("returns.html", "<h2>2. Hygiene</h2><p>Opened pillows stay with the buyer.</p>")
        write("returns.questions.yaml", ASKED)
        synced()
        write("returns.questions.yaml", "- quote: [")
        report = synced()
        assert [refusal.file for refusal in report.refusals] == ["returns.questions.yaml"]
        assert report.kept == ("returns 1",)
        assert first(searcher, SLEPT) == "Opened pillows stay with the buyer."

    def test_a_changed_quote_is_told_by_the_sync(self, write: Write, synced: Sync) -> None:
        write("returns.md", RETURNS, effective_from="2026-01-01")
        write("returns.questions.yaml", ASKED)
        assert synced().notices == ()
        write("returns.md", RETURNS.replace("Opened pillows", "Used pillows"), effective_from="2026-01-01")
        assert [notice.file for notice in synced().notices] == ["returns.questions.yaml"]

    def test_a_file_beside_no_document_is_told(self, write: Write, synced: Sync) -> None:
        write("returns.md", RETURNS, effective_from="2026-01-01")
        write("return.questions.yaml", ASKED)
        assert [notice.file for notice in synced().notices] == ["return.questions.yaml"]

    def test_a_plan_counts_them(
        self, docs: Path, write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        write("returns.md", RETURNS)
        synced()
        write("returns.questions.yaml", ASKED)
        planned = plan(docs, settings, embedder, cite=lambda: ([], []))
        assert planned.to_embed == 1
        assert "  questions: 0 → 1 (1 new)" in plan_text(planned)

    def test_the_doctor_misses_the_vector_of_a_question(
        self, write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder
    ) -> None:
        write("returns.md", RETURNS)
        write("returns.questions.yaml", ASKED)
        synced()
        assert doctor(settings, embedder) == ()
        ledger = open_ledger(settings.ledger)
        with ledger.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE documents SET questions = '[]'")
        ledger.close()
        [found] = doctor(settings, embedder, repair=True)
        assert (found.kind, found.detail) == ("altered", "not the metadata or questions that were read")
        assert doctor(settings, embedder) == ()

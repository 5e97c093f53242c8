"""The composer's answers: the rule, its exceptions, nothing of another region, no example that nobody asked for."""

import pytest

from copilot.turn.answer.extractive import ExtractiveComposer
from copilot.turn.answer.regions import RegionNames
from copilot.turn.relevance import Relevance
from copilot.turn.trace import EvidenceRecord
from ingestion.embedding import Embedder
from tests.copilot.answer.material import RecordingDesk, given

WINDOW = EvidenceRecord(
    id="E1",
    kind="policy",
    role="rule",
    text="3.1 You may return most items within 30 days of delivery. The exceptions are in section 7.\n\n"
    "3.2 Example: a parcel delivered on 1 April can be returned until 1 May. After that it stays with you.",
    context="Returns policy > 3. Return window",
    title="Returns policy",
    section="3. Return window",
    doc_id="returns",
    chunk_id="returns@1#3-return-window:1",
)
EXCEPTIONS = WINDOW.model_copy(
    update={
        "id": "E2",
        "role": "exception",
        "text": "7.1 Live plants must be returned within 14 days of delivery.\n\n"
        "7.2 Opened pillows cannot be returned. This holds for gifts as well.",
        "context": "Returns policy > 7. Exceptions",
        "section": "7. Exceptions",
        "chunk_id": "returns@1#7-exceptions:1",
        "limits": ("E1",),
    }
)
FEES = WINDOW.model_copy(
    update={
        "id": "E3",
        "text": "| United States | Express | 14.95 USD |\n| United Kingdom | Express | 9.95 GBP |",
        "context": "Shipping policy > 3. Fees\n| Region | Service | Fee |\n|---|---|---|",
        "title": "Shipping policy",
        "section": "3. Fees",
        "chunk_id": "shipping@1#3-fees:1",
    }
)


@pytest.fixture(scope="module")
def composer(embedder: Embedder) -> ExtractiveComposer:
    return ExtractiveComposer(Relevance(embedder.embed), RegionNames.load())


def answer(
    composer: ExtractiveComposer,
    question: str,
    *evidence: EvidenceRecord,
    region: str | None = None,
    doubtful: bool = False,
) -> str:
    asked = given(query=question, parts=(question,), evidence=evidence, results=(), region=region, doubtful=doubtful)
    return composer.generate(asked, RecordingDesk()).answer.text


def test_an_exception_is_told_after_its_rule(composer: ExtractiveComposer) -> None:
    text = answer(composer, "Can I return an opened pillow?", EXCEPTIONS, WINDOW)
    assert text.index("30 days") < text.index("cannot be returned")


def test_of_what_is_only_near_the_best_is_quoted_with_what_belongs_to_it_and_no_more(
    composer: ExtractiveComposer,
) -> None:
    told = answer(composer, "How much is delivery?", FEES)
    near = answer(composer, "How much is delivery?", FEES, doubtful=True)
    assert told.startswith(near)
    assert (near.count("[E"), told.count("[E")) == (1, 2)
    whole = answer(composer, "Can I return an opened pillow?", EXCEPTIONS, WINDOW, doubtful=True)
    assert whole.index("30 days") < whole.index("cannot be returned")


def test_a_worked_example_is_left_out_with_all_its_sentences(composer: ExtractiveComposer) -> None:
    text = answer(composer, "How long can I return a lamp?", WINDOW)
    assert "30 days" in text
    assert "1 April" not in text
    assert "stays with you" not in text


def test_a_worked_example_is_told_where_it_is_asked_for(composer: ExtractiveComposer) -> None:
    assert "1 April" in answer(composer, "Can you give me an example of the return window?", WINDOW)


def test_a_row_of_another_region_is_left_out(composer: ExtractiveComposer) -> None:
    text = answer(composer, "What does express shipping cost?", FEES, region="uk")
    assert "9.95 GBP" in text
    assert "USD" not in text


def test_another_region_is_told_of_where_the_question_names_it(composer: ExtractiveComposer) -> None:
    text = answer(composer, "What does express cost in the United States?", FEES, region="uk")
    assert "14.95 USD" in text


def test_where_nobody_knows_the_region_every_region_is_told(composer: ExtractiveComposer) -> None:
    text = answer(composer, "What does express shipping cost?", FEES)
    assert "9.95 GBP" in text
    assert "14.95 USD" in text


def test_a_sentence_that_leans_on_the_one_before_brings_it_along(composer: ExtractiveComposer) -> None:
    text = answer(composer, "Does this hold for gifts as well?", EXCEPTIONS)
    assert text.index("Opened pillows") < text.index("This holds for gifts")


def test_without_evidence_nothing_is_said(composer: ExtractiveComposer) -> None:
    assert answer(composer, "How long can I return a lamp?") == ""


def test_a_sentence_that_a_newer_clause_overrules_is_not_told(composer: ExtractiveComposer) -> None:
    sentence = "You may return most items within 30 days of delivery."
    old = WINDOW.model_copy(update={"overruled": (sentence,), "contradicts": ("E9",)})
    new = WINDOW.model_copy(
        update={"id": "E9", "text": "You may return most items within 45 days of delivery.", "prevails": "newer"}
    )
    question = "How long can I return most items?"
    told = composer.generate(given(query=question, parts=(question,), evidence=(old, new)), RecordingDesk()).answer.text
    assert "45 days" in told
    assert "30 days" not in told

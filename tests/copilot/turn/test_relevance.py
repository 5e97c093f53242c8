"""Sentences scored by how well they answer."""

import numpy as np
import pytest

from copilot.turn.relevance import Relevance
from ingestion.embedding import Embedder
from ingestion.model import Question
from tests.copilot.answer.material import RULE

GIFTS = RULE.model_copy(
    update={
        "text": "A gift recipient may return it in the same window as the buyer.",
        "title": "Gifts policy",
        "context": "Gifts policy > 3. Returns",
    }
)
POINTER = RULE.model_copy(update={"text": "The length of the window is described in the Returns policy."})


@pytest.fixture(scope="module")
def relevance(embedder: Embedder) -> Relevance:
    return Relevance(embedder.embed)


def test_the_page_about_the_topic_goes_before_one_that_touches_it(relevance: Relevance) -> None:
    first, _ = relevance.scored("How long is the return window?", [GIFTS, RULE])
    assert first.evidence is RULE


def test_a_sentence_that_says_where_else_to_read_goes_after_the_rule(relevance: Relevance) -> None:
    first, _ = relevance.scored("How long can I return something?", [POINTER, RULE])
    assert first.evidence is RULE


def test_nothing_is_scored_without_passages(relevance: Relevance) -> None:
    assert relevance.scored("How long is the return window?", []) == []


def test_a_sentence_gains_by_speaking_of_the_time_of_the_year_that_is_asked_about() -> None:
    """Whatever the vectors: here all are alike."""
    alike = Relevance(lambda texts: np.ones((len(texts), 1), dtype=np.float32))
    winter, spring = (
        RULE.model_copy(update={"text": f"The promise does not hold {when}."})
        for when in ("between 20 November and 31 December", "between 20 March and 30 April")
    )
    scores = {one.evidence.text: one.score for one in alike.scored("Is it kept before Christmas?", [winter, spring])}
    assert scores[winter.text] - scores[spring.text] == pytest.approx(0.3)


HYGIENE = RULE.model_copy(
    update={"text": "Most items go back within 30 days. Opened hygiene items cannot be returned."}
)
ASKED = tuple(
    Question(text, "Opened hygiene items cannot be returned.")
    for text in ("I slept on the pillow once and it is too firm", "the pillow is too hard after one night")
)


def test_a_sentence_is_told_by_how_customers_ask_for_it(relevance: Relevance) -> None:
    question = "slept on my pillow a night, far too firm"
    asked = HYGIENE.model_copy(update={"questions": ASKED})
    assert relevance.scored(question, [asked])[0].sentence.words == "Opened hygiene items cannot be returned."
    plain = {one.sentence.words: one.score for one in relevance.scored(question, [HYGIENE])}
    gained = {one.sentence.words: one.score - plain[one.sentence.words] for one in relevance.scored(question, [asked])}
    assert gained["Opened hygiene items cannot be returned."] > 1
    assert gained["Most items go back within 30 days."] == pytest.approx(0)


def test_questions_that_are_not_alike_add_nothing(relevance: Relevance) -> None:
    question = "Is the shop open on Sunday?"
    asked = relevance.scored(question, [HYGIENE.model_copy(update={"questions": ASKED})])
    assert [one.score for one in asked] == pytest.approx([one.score for one in relevance.scored(question, [HYGIENE])])


def test_of_two_sentences_alike_the_shorter_goes_first(relevance: Relevance) -> None:
    short = RULE.model_copy(update={"text": "Gift wrap costs 4.50 per item."})
    long = RULE.model_copy(
        update={"text": "Gift wrap costs 4.50 per item in each of our stores, whatever the item is."}
    )
    first, _ = relevance.scored("What does gift wrap cost?", [long, short])
    assert first.evidence is short

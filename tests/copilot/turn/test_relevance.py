"""Sentences scored by how well they answer."""

import pytest

from copilot.turn.relevance import Relevance
from ingestion.embedding import Embedder
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

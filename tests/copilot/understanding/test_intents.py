"""Intents from the exemplars, with the packaged embedding model."""

import pytest

from copilot.understanding.intents import IntentReader, IntentsError
from copilot.understanding.slots import SlotReader
from copilot.understanding.words import HOUSE
from ingestion.embedding import Embedder


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


@pytest.fixture(scope="module")
def reader(embedder: Embedder) -> IntentReader:
    return IntentReader(embedder, HOUSE.load("intents"))


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("Has FH-10011 shipped already?", "where_is_my_order"),
        ("is FH-10004 still returnable", "can_i_return"),
        ("can succulents be sent back?", "policy_question"),
        ("I'd like my money back for FH-10002", "refund_request"),
        ("How long until a refund arrives?", "policy_question"),
        ("please cancel FH-10011 for me", "cancel_order"),
        ("put me through to somebody real", "talk_to_person"),
        ("where has my refund got to", "order_status"),
        ("still no sign of my refund", "order_status"),
        ("what's my points balance right now", "not_kept"),
        ("how's the weather over there", "out_of_scope"),
        ("many thanks", "thanks"),
    ],
)
def test_words_not_among_the_exemplars_find_their_intent(
    embedder: Embedder, reader: IntentReader, message: str, intent: str
) -> None:
    (vector,) = embedder.embed([SlotReader().masked(message)])
    assert reader.read(vector)[0].name == intent


def test_probabilities_fall_and_stay_within_one(embedder: Embedder, reader: IntentReader) -> None:
    (vector,) = embedder.embed(["refund FH-10002"])
    probabilities = [intent.probability for intent in reader.read(vector)]
    assert probabilities == sorted(probabilities, reverse=True)
    assert 0 < sum(probabilities) <= 1


def test_one_intent_is_nothing_to_choose_between(embedder: Embedder) -> None:
    with pytest.raises(IntentsError, match="at least two intents"):
        IntentReader(embedder, {"greeting": ["Hello"], "thanks": []})

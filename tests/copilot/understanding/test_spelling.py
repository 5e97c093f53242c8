"""Misspelt words are read as the documents spell them; names, numbers and English words stay as they are."""

from collections.abc import Mapping

import pytest

from copilot.understanding.spelling import Spelling

WORDS = (
    "how do does don't when until can i you have long many my is it its the a an in to of on will be been return "
    "refund order cancel blanket skillet cast iron delivery surcharge hawaii like packed warranty gift cards expire "
    "price pair answer policy place placed read only refunds still added"
)
SERVED: Mapping[str, int] = dict.fromkeys(WORDS.split(), 40)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(lambda: SERVED)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("do gitf cards expirre?", "do gift cards expire?"),
        (
            "how long do i hav to retrun a blaket, i dont liek it",
            "how long do i have to return a blanket, i don't like it",
        ),
        ("waranty on teh cast iorn skilet", "warranty on the cast iron skillet"),
        ("surchage for delivry to hawai", "surcharge for delivery to hawaii"),
        ("RETRUN my order", "return my order"),
    ],
)
def test_a_slip_is_read_as_the_word_that_the_documents_hold(spelling: Spelling, written: str, meant: str) -> None:
    assert spelling.corrected(written) == meant


@pytest.mark.parametrize(
    "message",
    [
        "My teak table is wobbly, seaweed barks at lentils.",  # English, though no document holds it
        "Priya Nair and Marek Novak moved to Porto",  # written as names are
        "retrun@example.com FH-1000l /retrun/ 1retrun",  # no words
        "ok",
        "",
    ],
)
def test_what_is_no_slip_stays(spelling: Spelling, message: str) -> None:
    assert spelling.corrected(message) == message


def test_a_rare_english_word_is_a_slip_only_beside_another(spelling: Spelling) -> None:
    assert spelling.corrected("wen is it") == "wen is it"
    assert spelling.corrected("wen is my refnud") == "when is my refund"


def test_a_short_word_may_differ_by_one_slip_only(spelling: Spelling) -> None:
    assert spelling.corrected("priya") == "priya"  # "price" is two slips away


def test_the_words_of_new_documents_are_known_at_once() -> None:
    served: list[Mapping[str, int]] = [{"lamp": 5}]
    spelling = Spelling(lambda: served[-1])
    assert spelling.corrected("trellise") == "trellise"
    served.append({"lamp": 5, "trellis": 5})
    assert spelling.corrected("trellise") == "trellis"


def test_without_documents_nothing_is_corrected() -> None:
    assert Spelling(lambda: {}).corrected("teh retrun") == "teh retrun"

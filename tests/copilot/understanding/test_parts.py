"""Cutting a message into requests, and leaning on the turns before."""

import pytest

from copilot.understanding.followup import is_follow_up, questions, standalone
from copilot.understanding.parts import asks, split_requests
from copilot.understanding.wordings import Wording
from ingestion.search import Around


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Where is FH-10001, and can I still return it?", ("Where is FH-10001", "can I still return it?")),
        ("Can I return it? How long do refunds take?", ("Can I return it?", "How long do refunds take?")),
        ("I bought a lamp on sale. Can I return it?", ("I bought a lamp on sale. Can I return it?",)),
        ("Do you ship plants and pots abroad?", ("Do you ship plants and pots abroad?",)),
        ("And what about FH-10001? Can I return it?", ("And what about FH-10001? Can I return it?",)),
        ("What about FH-10001? When do you open?", ("What about FH-10001?", "When do you open?")),
        ("terms and conditions", ("terms and conditions",)),
        ("Can I return it? It was a gift.", ("Can I return it? It was a gift.",)),
        (
            "The can costs a fiver less there. Will you beat it?",
            ("The can costs a fiver less there. Will you beat it?",),
        ),
        (
            "My card is blocked and the phone is at home. Now what?",
            ("My card is blocked and the phone is at home. Now what?",),
        ),
        ("how many days do i have. which label", ("how many days do i have.", "which label")),
    ],
)
def test_a_message_is_cut_where_one_request_ends(message: str, parts: tuple[str, ...]) -> None:
    assert tuple(request.text for request in split_requests(message)) == parts


def test_at_most_three_requests_are_looked_at_and_nothing_is_lost() -> None:
    message = "What is A? What is B? What is C? What is D?"
    parts = split_requests(message)
    assert len(parts) == 3
    assert " ".join(part.text for part in parts) == message


def test_the_sentence_that_asks_is_told_from_its_context() -> None:
    (request,) = split_requests("The table came on 5 May. Can I have a refund? It was damaged.")
    assert request.ask == "Can I have a refund?"
    assert request.text == "The table came on 5 May. Can I have a refund? It was damaged."


@pytest.mark.parametrize(
    ("message", "follows"),
    [
        ("and if it was a gift?", True),
        ("what about plants?", True),
        ("How much is express delivery to Spain for a large sofa?", False),
        ("where is FH-10001", False),
        ("and in Germany?", True),
    ],
)
def test_a_follow_up_is_told_from_a_question_that_stands_alone(message: str, follows: bool) -> None:
    assert is_follow_up(message, "How long can I return a lamp?") is follows


def test_a_follow_up_carries_the_query_before_it() -> None:
    assert standalone("and if it was a gift?", "Can I return a lamp?") == "Can I return a lamp? and if it was a gift?"


def test_the_first_message_is_never_a_follow_up() -> None:
    assert standalone("and if it was a gift?", None) == "and if it was a gift?"


def test_stating_is_not_asking() -> None:
    assert not asks("maya.lindqvist@example.com, 97205")
    assert not asks("Your rule says 31 January, but 45 days would be later.")
    assert not asks("The planter is lovely and the watering can is too, we will keep both.")
    assert not asks("The rug is fine but we don't want it any more.")
    assert asks("where is it")
    assert asks("hello, any news")
    assert asks("until when can i bring it back")
    assert asks("tracking please")


def test_each_request_keeps_its_own_words_and_what_was_said_before() -> None:
    first, second = questions("And if it broke? When do refunds arrive?", ["Can I return a lamp?"], "Can I return it?")
    assert (first.request.text, first.query) == ("And if it broke?", "Can I return it? And if it broke?")
    assert (second.request.text, second.query) == ("When do refunds arrive?", "When do refunds arrive?")
    assert first.wordings == (
        Wording("And if it broke?", Around(("When do refunds arrive?",), ("Can I return a lamp?",))),
        Wording("Can I return it? And if it broke?", Around(("When do refunds arrive?",)), joined=True),
    )
    assert second.wordings == (
        Wording("When do refunds arrive?", Around(("And if it broke?",), ("Can I return a lamp?",))),
    )


def test_the_sentence_that_asks_is_put_once_more_with_its_context_beside_it() -> None:
    [question] = questions("The can is cheaper there. Will you beat it? It is on my way.", ["Do you sell cans?"])
    assert question.wordings == (
        Wording("The can is cheaper there. Will you beat it? It is on my way.", Around((), ("Do you sell cans?",))),
        Wording("Will you beat it?", Around(("The can is cheaper there. It is on my way.",), ("Do you sell cans?",))),
    )


def test_no_more_is_carried_than_weighs_in() -> None:
    assert questions("And now?", ["1?", "2?", " ", "3?", "4?"])[0].wordings[0].around.before == ("2?", "3?", "4?")


def test_a_message_about_a_record_leaves_what_was_said_before_it() -> None:
    assert questions("Can I return FH-10001?", ["Do you ship to Norway?"])[0].wordings[0].around.before == ()


def test_a_second_question_may_open_with_a_preposition() -> None:
    requests = split_requests("How much is on my card and for how long do cards keep their value?")
    assert [request.ask for request in requests] == [
        "How much is on my card",
        "for how long do cards keep their value?",
    ]

"""A change that is not understood writes nothing: the question is put again. Real turns on real records."""

import pytest

from copilot.turn.answer.phrases import Phrases
from copilot.turn.outcome import Outcome
from tests.copilot.turn.shop import Shop, question
from tools.seed import edges

REFUND = (edges.MAYA, f"Please refund order {edges.RETURN_ELIGIBLE}, I am returning it.")
UNCLEAR = Phrases.load().unclear


@pytest.mark.parametrize(
    "message",
    [
        "yes but make it the other thing somehow",
        "yes, but do the other one",
        "Yes do it differently",
        "yes and also the other one",
        "yes. Or the other one, whichever",
        "Yes if it is free",
        "sure, only in green",
        "go ahead but half of it",
        "ok just not like that",
        "no, the other way instead",
        "do that, plus whatever else",
        "please alter that slightly",
        "Yes, as long as you also do the blue one.",
        "hmm, do it but not exactly",
        "maybe",
        "the other one",
    ],
)
def test_what_is_neither_yes_nor_no_nor_a_change_that_is_understood_gets_the_same_question_again(
    shop: Shop, message: str
) -> None:
    conversation, asked = shop.ask(*REFUND)
    told = shop.say(conversation, message)
    again = question(told)
    assert (again.tool, again.arguments) == (asked.tool, asked.arguments)
    assert f"{UNCLEAR}\n{(asked.result or {})['summary']}" in told.answer.text
    assert shop.written == []


@pytest.mark.parametrize(
    ("customer_id", "wish", "message"),
    [
        (edges.TOM, f"Please cancel order {edges.CANCELLABLE}.", "yes but keep the good part"),
        (edges.TOM, f"Send order {edges.CANCELLABLE} to 4 Mill Lane, London, SW4 7AB.", "yes, but the other house"),
        (edges.AISHA, f"Skip the next delivery of {edges.RENEWS_IN_3_DAYS}.", "ok but only a little"),
        (edges.AISHA, f"Cancel my subscription {edges.RENEWS_IN_3_DAYS}.", "sure, except for the nice ones"),
        (edges.MAYA, f"I want to return order {edges.RETURN_LAST_DAY}, I changed my mind.", "yeah but differently"),
    ],
)
def test_so_it_is_with_every_change_to_the_records(shop: Shop, customer_id: str, wish: str, message: str) -> None:
    conversation, asked = shop.ask(customer_id, wish)
    told = shop.say(conversation, message)
    assert question(told).arguments == asked.arguments
    assert UNCLEAR in told.answer.text
    assert shop.written == []


@pytest.mark.parametrize(
    "message",
    [
        "nah leave it, I'll keep the planters",
        "yes. no wait, actually keep it, the cheaper one is a different size",
        "No, my sister likes them so much by now",
        "hm no, stop",
    ],
)
def test_who_takes_it_back_with_a_reason_is_not_asked_again(shop: Shop, message: str) -> None:
    conversation, _ = shop.ask(*REFUND)
    told = shop.say(conversation, message)
    assert (told.calls, told.answer.text) == ((), Phrases.load().declined)
    assert [call for call in shop.say(conversation, "yes").calls if call.status == "done"] == []
    assert shop.written == []


@pytest.mark.parametrize("message", ["yes but make it the other thing somehow", "no, leave it"])
def test_words_take_back_what_a_button_says(shop: Shop, message: str) -> None:
    conversation, asked = shop.ask(*REFUND)
    told = shop.say(conversation, message, confirm=asked.confirmation_id)
    assert [call for call in told.calls if call.status == "done"] == []
    assert shop.written == []


@pytest.mark.parametrize("message", ["no", "no, leave it", "yes"])
def test_of_a_button_for_which_nothing_waits_it_is_said_so_whatever_the_words(shop: Shop, message: str) -> None:
    told = shop.say(shop.talk(edges.MAYA), message, confirm="cnf-none")
    assert told.answer.text == Phrases.load().confirmation_gone
    assert told.calls == ()


def test_a_button_for_which_nothing_waits_keeps_nobody_from_a_person(own_shop: Shop) -> None:
    told = own_shop.say(own_shop.talk(edges.MAYA), "No, it caught fire and I burnt my hand", confirm="cnf-none")
    assert told.outcome is Outcome.ESCALATED
    assert Phrases.load().confirmation_gone not in told.answer.text


def test_a_change_that_is_understood_is_told_by_the_question_itself(shop: Shop) -> None:
    conversation, asked = shop.ask(edges.AISHA, f"Refund everything in {edges.AISHA_ORDER}, it all goes back.")
    told = shop.say(conversation, "yes, but only the lavender")
    assert question(told).arguments != asked.arguments
    assert UNCLEAR not in told.answer.text
    assert shop.written == []


def test_who_asks_something_else_is_answered_and_told_of_no_misunderstanding(shop: Shop) -> None:
    conversation, _ = shop.ask(*REFUND)
    told = shop.say(conversation, "How long do refunds take?")
    assert told.outcome is Outcome.ANSWERED
    assert UNCLEAR not in told.answer.text


def test_who_wants_a_person_gets_one_and_not_the_question(own_shop: Shop) -> None:
    conversation, _ = own_shop.ask(*REFUND)
    told = own_shop.say(conversation, "no, let me talk to a person instead")
    assert told.outcome is Outcome.ESCALATED
    assert "confirmation" not in told.asked_for


def test_the_plain_yes_that_follows_runs_what_was_shown_and_nothing_else(own_shop: Shop) -> None:
    conversation, asked = own_shop.ask(*REFUND)
    own_shop.say(conversation, "yes but make it the other thing somehow")
    (done,) = own_shop.say(conversation, "yes").calls
    assert (done.status, done.arguments) == ("done", asked.arguments)
    assert [change.split()[:2] for change in own_shop.written] == [["insert", "refunds"], ["insert", "returns"]]


@pytest.mark.parametrize(
    "message",
    [
        "No, it caught fire and I burnt my hand",
        "No, my lawyer will hear of this",
        "No, let me talk to a person",
        "nah get me a human",
    ],
)
def test_a_no_is_not_all_that_is_heard_of_who_needs_a_person(own_shop: Shop, message: str) -> None:
    conversation, _ = own_shop.ask(*REFUND)
    told = own_shop.say(conversation, message)
    assert told.outcome is Outcome.ESCALATED
    assert own_shop.say(conversation, "yes").outcome is not Outcome.ACTED  # what was asked is off the table


@pytest.mark.parametrize("message", [f"No, {edges.RETURN_LAST_DAY}", "No, it arrived broken"])
def test_a_no_with_another_value_takes_nothing_back(shop: Shop, message: str) -> None:
    conversation, _ = shop.ask(*REFUND)
    assert Phrases.load().declined not in shop.say(conversation, message).answer.text
    assert shop.written == []

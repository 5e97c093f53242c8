"""Is a request about a record of the customer's own, or about the rule in general?"""

import pytest

from copilot.understanding.meaning import Intent
from copilot.understanding.wants import WANTED, is_sure, wanted


def first(words: str, intent: str, *, names_record: bool = False, spoken_of: bool = False) -> str:
    intents = (Intent(intent, 0.8), Intent("refund_request", 0.15), Intent("complaint", 0.01))
    return wanted(words, intents, names_record=names_record, spoken_of=spoken_of)[0].name


@pytest.mark.parametrize(
    ("words", "intent", "wants"),
    [
        ("Where is my parcel?", "where_is_my_order", "where_is_my_order"),
        ("Does a printed label count as tracking?", "where_is_my_order", "policy_question"),
        ("Up to what amount can you refund me?", "refund_request", "policy_question"),
        ("I want a refund", "refund_request", "refund_request"),
        ("Can you refund me please?", "refund_request", "refund_request"),
        ("How much is gift wrapping?", "gift_card_balance", "policy_question"),
        ("How much is left on my gift card?", "gift_card_balance", "gift_card_balance"),
        ("Can plants be returned?", "can_i_return", "policy_question"),
    ],
)
def test_a_request_without_a_number_wants_a_record_only_when_it_speaks_of_one(
    words: str, intent: str, wants: str
) -> None:
    assert first(words, intent) == wants


def test_it_may_mean_the_order_spoken_of() -> None:
    assert first("Can I still return it?", "can_i_return", spoken_of=True) == "can_i_return"


def test_a_message_with_an_order_number_is_about_that_order() -> None:
    assert first("FH-10003, too big for the balcony", "policy_question", names_record=True) == "refund_request"
    assert first("show me FH-10011", "recent_orders", names_record=True) == "order_status"


@pytest.mark.parametrize(
    ("words", "wants"),
    [
        ("Please refund FH-10050, I'm returning the seed trays", "refund_request"),
        ("FH-10050 goes back, give me a refund", "refund_request"),
        ("Return FH-10050 and pay me back", "refund_request"),
        ("Can I get a refund when I return FH-10050?", "start_return"),
    ],
)
def test_who_returns_an_order_and_asks_for_the_money_wants_the_refund(words: str, wants: str) -> None:
    assert first(words, "start_return", names_record=True) == wants


@pytest.mark.parametrize(
    ("words", "intent", "wants"),
    [
        ("If I give back FH-10030, how much do you keep?", "start_return", "policy_question"),
        ("What would you deduct if I cancel FH-10030?", "cancel_order", "policy_question"),
        ("If I can, I want to return FH-10030", "start_return", "start_return"),
        ("Cancel FH-10030 if you can, please", "cancel_order", "cancel_order"),
    ],
)
def test_what_is_asked_before_acting_asks_for_the_policy(words: str, intent: str, wants: str) -> None:
    assert first(words, intent, names_record=True) == wants


def test_who_asks_for_the_money_for_the_order_spoken_of_wants_the_refund_for_sure() -> None:
    intents = (Intent("out_of_scope", 0.28), Intent("refund_request", 0.23))
    (top, _) = wanted("I want the money for it.", intents, names_record=False, spoken_of=True)
    assert (top.name, is_sure("I want the money for it.", top)) == ("refund_request", True)


def test_the_order_that_i_placed_is_one_of_mine() -> None:
    assert first("swap the address on the order I placed last night", "change_address") == "change_address"


def test_an_order_number_alone_makes_no_unlikely_intent_likely() -> None:
    intents = (Intent("policy_question", 0.98), Intent("refund_request", 0.01), Intent("complaint", 0.01))
    assert wanted("FH-10003", intents, names_record=True, spoken_of=True)[0].name == "policy_question"


@pytest.mark.parametrize("top", ["complaint", "talk_to_person"])
def test_a_question_about_the_staff_opens_no_ticket(top: str) -> None:
    words = "How much are your agents allowed to hand out?"
    assert wanted(words, (Intent(top, 0.8),), names_record=False, spoken_of=False)[0].name == "policy_question"


@pytest.mark.parametrize("words", ["Why is your service so terrible?", "Can somebody call me?", "I want to complain"])
def test_a_complaint_or_a_wish_for_a_person_stays_one(words: str) -> None:
    assert wanted(words, (Intent("complaint", 0.8),), names_record=False, spoken_of=False)[0].name == "complaint"


@pytest.mark.parametrize(
    "words",
    ["and how mutch", "where do I send a complaint", "Which of your teams reads a complaint?", "what is the fee"],
)
def test_a_question_read_as_a_complaint_asks_for_the_policy(words: str) -> None:
    assert wanted(words, (Intent("complaint", 0.8),), names_record=False, spoken_of=False)[0].name == "policy_question"


@pytest.mark.parametrize(
    ("words", "probability", "sure"),
    [
        ("I am so angry about the delay", 0.41, False),
        ("the driver swore at my wife", 0.5, True),
        ("I want to complain about my order", 0.4, True),  # said in so many words: as sure as any other wish
        ("Log this as a complaint", 0.34, False),
    ],
)
def test_a_complaint_that_is_not_called_one_is_passed_on_only_when_it_is_likelier_than_all_else(
    words: str, probability: float, sure: bool
) -> None:
    assert is_sure(words, Intent("complaint", probability)) is sure


def test_any_other_wish_is_sure_from_one_probability_on() -> None:
    assert [is_sure("Refund it", Intent("refund_request", likely)) for likely in (WANTED, 0.34)] == [True, False]

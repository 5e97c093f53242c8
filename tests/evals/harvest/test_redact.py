"""What is taken out of a text, rule by rule, and what is left as it is."""

import pytest

from evals.harvest.known import Known
from evals.harvest.redact import Redactor, phrases_of

KNOWN = Known(
    names=frozenset({"Maya Lindqvist", "Rose Okafor"}),
    places=frozenset({"418 Alder Row", "Portland", "3511"}),
    references=frozenset({"FH-10001", "C-1001", "RET-77"}),
)
WORDS = "my order is the a and please where hello dear support team i want to return it no name send bought on for rose"
VOCABULARY = frozenset(WORDS.split())


@pytest.fixture
def redactor() -> Redactor:
    return Redactor(phrases_of(KNOWN), VOCABULARY)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("where is my order FH-10001", "where is my order FH-00001"),
        ("where is my order 10001", "where is my order 00001"),
        ("where is fh 10001", "where is FH 00001"),
        ("i am Maya Lindqvist", "i am Person 1"),
        ("i am maya", "i am Person 1"),
        ("MAYA'S order", "Person 1'S order"),
        ("a rose for Rose", "a rose for Person 1"),
        ("mail maya.lindqvist@example.com", "mail person1@example.com"),
        ("send it to 418 alder  row, portland", "send it to 1 Example Street, 2 Example Street"),
        ("postcode 3511 or SW4 7AB", "postcode 00001 or ZZ2 1ZZ"),
        ("12b Long Acre Lane please", "1 Example Street please"),
        ("call (977) 625-2661 or +44 20 7946 0018", "call 555-0001 or 555-0002"),
        ("card GC-AB12-CD34", "card GC-XX00-XX01"),
        ("account 123456789012", "account 555-0001"),
        ("my name is bo derek and i want it", "my name is Person 1 and i want it"),
        ("ask Mr. Smith", "ask Mr. Person 1"),
        ("Regards, bo", "Regards, Person 1"),
        ("i met Xenia", "i met [removed]"),
        ("RET-77", "RET-01"),
    ],
)
def test_what_is_personal_is_replaced(redactor: Redactor, text: str, left: str) -> None:
    assert redactor.redact(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "where is my order",
        "bought on 2026-06-15 for 1,200.00 USD",
        "30 days, 14:30, 97.5%",
        "Dear support team",
        "WHERE IS IT",
        "it is no name",
        "2 weeks on the way",
    ],
)
def test_what_is_nobodys_is_left(text: str) -> None:
    words = VOCABULARY | {"usd", "days", "weeks", "way"}
    assert Redactor(phrases_of(KNOWN), words).redact(text) == text


def test_the_same_thing_is_the_same_stand_in_throughout_a_conversation(redactor: Redactor) -> None:
    first = redactor.redact("FH-10001 and FH-10002, for maya@example.com")
    second = redactor.redact("no, #10002 and bo@example.com")
    assert first == "FH-00001 and FH-00002, for person1@example.com"
    assert second == "no, #00002 and person2@example.com"


def test_an_unknown_shop_is_covered_by_the_patterns_alone() -> None:
    redactor = Redactor({}, VOCABULARY)
    assert redactor.redact("order FH-10001, bo@example.com, SW4 7AB") == "order FH-00001, person1@example.com, ZZ1 1ZZ"

"""What is left on a gift card, and for whose eyes."""

import pytest

from tests.tools.desk.counter import Counter, customer, rules, summary
from tools.seed import edges

AISHA = customer(edges.AISHA)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (
            edges.CARD_VALID,
            "The gift card ending in Q4XT has a balance of 35.00 GBP and is valid until 15 October 2027.",
        ),
        ("gc 7k2m q4xt", "The gift card ending in Q4XT has a balance of 35.00 GBP and is valid until 15 October 2027."),
        (edges.CARD_EXPIRED, "The gift card ending in W9NP expired on 15 May 2026; 20.00 GBP was left on it."),
        (
            edges.CARD_LOOSE,
            "The gift card ending in H6CV has a balance of 50.00 USD and is valid without an expiry date.",
        ),
    ],
)
def test_the_balance(counter: Counter, number: str, said: str) -> None:
    assert summary(counter.do(AISHA, "gift_card_balance", card_number=number)) == said


@pytest.mark.parametrize("number", [edges.CARD_VALID, "GC-0000-0000"])
def test_somebody_elses_card_is_an_unknown_card(counter: Counter, number: str) -> None:
    assert rules(counter.do(customer(edges.MAYA), "gift_card_balance", card_number=number)) == ["gift-card-unknown"]


def test_a_number_that_cannot_be_one_is_asked_for_again(counter: Counter) -> None:
    execution = counter.do(AISHA, "gift_card_balance", card_number="seven")
    assert execution.decision.missing == ("card_number",)


def test_the_number_is_not_kept(counter: Counter) -> None:
    counter.do(AISHA, "gift_card_balance", card_number=edges.CARD_VALID)
    row = counter.audit()[-1]
    assert (row.arguments, row.record) == ({}, "gift_card:Q4XT")

"""What a message says of a closed set of values: the reason why something goes back."""

import pytest

from copilot.understanding.choices import ChoiceReader


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("You sent me the wrong colour.", "wrong_item"),
        ("It is the wrong colour for our terrace.", "does_not_fit"),
        ("This is the wrong size for the hall.", "does_not_fit"),
        ("I got the wrong item for my order.", "wrong_item"),
        ("The rug is too long.", "does_not_fit"),
        ("I changed my mind.", "changed_mind"),
        ("There's a great rip down the middle, it came like that", "damaged"),
        ("it arrived bent", "damaged"),
        ("The pot came in pieces", "damaged"),
        ("The wool scratches", None),
        ("do you have a smaller one", None),
    ],
)
def test_what_does_not_suit_the_customer_is_no_wrong_item(said: str, reason: str | None) -> None:
    assert ChoiceReader().read(said).get("reason") == reason


@pytest.mark.parametrize(
    ("said", "ground"),
    [
        ("It doesn't match the others, I'd like my money", "return"),
        ("I don't need it any more", "return"),
        ("I'd like to withdraw and be paid back", "return"),
        ("There's a tear in the rug and I want my money back", "damaged"),
        ("It never came, I want the money for it", "lost_parcel"),
        ("Is it ready?", None),
    ],
)
def test_what_a_refund_is_for_is_told_from_what_happened(said: str, ground: str | None) -> None:
    assert ChoiceReader().read(said).get("ground") == ground

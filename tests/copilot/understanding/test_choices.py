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
    ],
)
def test_what_does_not_suit_the_customer_is_no_wrong_item(said: str, reason: str | None) -> None:
    assert ChoiceReader().read(said).get("reason") == reason

"""Which kind of answer a question expects."""

import pytest

from copilot.turn.expected import gives_what_is_asked


@pytest.mark.parametrize(
    ("question", "sentence", "given"),
    [
        ("How long do refunds take?", "Refunds arrive within 5 business days.", 1.0),
        ("How long do refunds take?", "Refunds go to the card you paid with.", 0.0),
        ("When do my points expire?", "Points expire after a year without a purchase.", 1.0),
        ("How much is gift wrap?", "Gift wrap costs 4.50 per item.", 1.0),
        ("What does delivery cost?", "Delivery is free.", 1.0),
        ("What does delivery cost?", "We deliver on weekdays.", 0.0),
        ("How many promo codes can I use?", "Only one promo code can be used.", 1.0),
        ("Do you price match?", "We match our own prices.", 0.5),
    ],
)
def test_a_sentence_gives_the_kind_of_thing_that_is_asked_for(question: str, sentence: str, given: float) -> None:
    assert gives_what_is_asked(question, sentence) == given

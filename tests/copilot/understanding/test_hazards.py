"""Danger and distress are told from questions about them, and come with what to say first."""

import pytest

from copilot.understanding.risks import RiskReader

RISKS = RiskReader()


@pytest.mark.parametrize(
    "message",
    [
        "My lamp started to smoke",
        "the heater overheats after an hour",
        "there was a burning smell from the lamp",
        "sparks are flying out of the plug",
        "The lantern gave me a shock",
        "our toaster burst into flames",
    ],
)
def test_a_dangerous_product_reaches_a_person_and_is_not_to_be_used(message: str) -> None:
    (risk,) = RISKS.read(message)
    assert (risk.escalate, risk.priority, risk.category) == (True, "urgent", "safety")
    assert "stop using the product" in risk.say


@pytest.mark.parametrize("message", ["do you sell smoke detectors", "what do I do when a product overheats?"])
def test_a_question_about_danger_is_only_a_question(message: str) -> None:
    assert not RISKS.read(message)


def test_an_injury_goes_before_the_danger_that_caused_it() -> None:
    first, *_ = RISKS.read("the lantern started smoking and burned my hand")
    assert first.name == "injury"
    assert "emergency services" in first.say


def test_a_wish_for_a_person_has_nothing_to_be_said_first() -> None:
    (risk,) = RISKS.read("let me talk to a human")
    assert risk.say == ""

"""Corrections of an address, and what only looks like one."""

import pytest

from copilot.understanding.address_parts import AddressPartReader


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("change the house number to 14", {"house_number": "14"}),
        ("The door number must be 14 b", {"house_number": "14 b"}),
        ("wrong house number, it's 7", {"house_number": "7"}),
        ("only the house number: 12", {"house_number": "12"}),
        ("please send it to number 9 instead", {"house_number": "9"}),
        ("postcode should be 1234 AB, rest is right", {"postcode": "1234 AB"}),
        ("My zip code needs to be 97205-1234", {"postcode": "97205-1234"}),
        ("change the postal code of FH-10011 to SW4 7AC", {"postcode": "SW4 7AC"}),
        ("The city should be Norwich and the postcode should be NR3 1QS", {"city": "Norwich", "postcode": "NR3 1QS"}),
    ],
)
def test_what_is_to_be_otherwise_is_read(message: str, parts: dict[str, str]) -> None:
    assert AddressPartReader().read(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "FH-10001, maya.lindqvist@example.com, postcode 97205",
        "My postcode is 97205.",
        "What should the postcode be?",
        "Can I change my address?",
        "It went to the wrong house.",
        "I want to return 14 of them",
        "order number 10011",
        "Send it to 4 Mill Lane, London, SW4 7AB",
    ],
)
def test_what_proves_asks_or_names_something_else_is_not(message: str) -> None:
    assert AddressPartReader().read(message) == {}

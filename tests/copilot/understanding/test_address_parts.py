"""Corrections of an address, and what only looks like one."""

import time
from pathlib import Path

import pytest
import yaml

from copilot.understanding.address_parts import AddressPartReader
from copilot.understanding.words import HOUSE, Words, WordsError


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
        ("The house number is wrong, it is 14", {"house_number": "14"}),
        ("the house number on my order is actually 14", {"house_number": "14"}),
        ("Can you correct the street number to 210?", {"house_number": "210"}),
        ("I need the house number changed to 14", {"house_number": "14"}),
        ("You left it with a neighbour last time. Please make it number 9", {"house_number": "9"}),
        ("It was left at number 7, but the house number should be 9", {"house_number": "9"}),
        ("You have the wrong postcode, it should be SW4 7AC", {"postcode": "SW4 7AC"}),
        ("please change the town to Norwich", {"city": "Norwich"}),
        ("the city is actually Norwich", {"city": "Norwich"}),
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
        "It was delivered to number 9, not number 7",
        "The driver left it at house number 14",
        "it's number 10001",
        "It's number 3 on the list you sent me",
        "I moved from one town to another last month",
        "They took my parcel to house number 41 instead of 14",
        "The courier says he went to the wrong house number, 7, and nobody was in",
        "It went to the wrong house number, it's 7 where the neighbour lives",
        "I live at number 12 and it never came",
        "My neighbour at number 9 has it",
        "It ended up at the wrong postcode, mine is 97205",
        "It went to the wrong postcode, mine is SW4 7AB",
        "postcode = 97205",
        "the postcode is NR3 1QS",
        "Your site told me wrong postcode when I typed 97205",
        "I changed the house number to 14 yesterday and it was still wrong",
        "We compared the house number to 14 others in the street",
        "The house number must be 2 digits on your form",
        "The town is really far from the depot",
        "The city should be on the label",
        "The town in my address should be correct",
        "The city of London should be proud of you",
        "no, number 10001 please",
        "I was number 4 in the queue",
        "Order number 10011, the house number is on the door",
        "How do I change the town to another?",
    ],
)
def test_what_proves_asks_or_names_something_else_is_not(message: str) -> None:
    assert AddressPartReader().read(message) == {}


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("it's number 9", {"house_number": "9"}),
        ("no, number 9", {"house_number": "9"}),
        ("Number 9", {"house_number": "9"}),
        ("not 7 but number 9", {"house_number": "9"}),
        ("house number 14", {"house_number": "14"}),
    ],
)
def test_asked_for_an_address_a_part_of_it_is_enough(message: str, parts: dict[str, str]) -> None:
    assert AddressPartReader().read(message, asked=True) == parts
    assert AddressPartReader().read(message) == {}


@pytest.mark.parametrize(
    "message",
    ["It was delivered to number 9, not number 7", "it's number 10001", "The driver left it at house number 14"],
)
def test_asked_for_an_address_a_complaint_is_still_none(message: str) -> None:
    assert AddressPartReader().read(message, asked=True) == {}


@pytest.mark.parametrize("key", ["sets", "code", "answers", "house_number"])
def test_a_file_without_a_key_is_refused_by_name(tmp_path: Path, key: str) -> None:
    own = {name: value for name, value in HOUSE.load("address_parts").items() if name != key}
    (tmp_path / "address_parts.yaml").write_text(yaml.safe_dump(own))
    with pytest.raises(WordsError, match=rf"address_parts\.yaml: missing {key}$"):
        AddressPartReader(Words(tmp_path))


def test_a_long_message_is_read_in_no_time() -> None:
    started = time.perf_counter()
    AddressPartReader().read("please make it left the house number of my order to city of my " * 200, asked=True)
    assert time.perf_counter() - started < 1

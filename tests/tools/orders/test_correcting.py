"""A part of an address put into the whole of it, or nothing where that is not clear."""

from collections.abc import Mapping

import pytest

from tools.orders.address import NewAddress, corrected, parse_address

HOME = NewAddress(street="27 Larch Mews", city="London", postcode="SW4 7AB", country="GB")


@pytest.mark.parametrize(
    ("street", "parts", "line"),
    [
        ("27 Larch Mews", {"house_number": "14"}, "14 Larch Mews, London, SW4 7AB, GB"),
        ("27a Larch Mews", {"house_number": "14"}, "14 Larch Mews, London, SW4 7AB, GB"),
        ("Ahornweg 14", {"house_number": "2b"}, "Ahornweg 2b, London, SW4 7AB, GB"),
        ("27 Larch Mews", {"postcode": "sw4  7ac"}, "27 Larch Mews, London, SW4 7AC, GB"),
        ("27 Larch Mews", {"city": "Croydon"}, "27 Larch Mews, Croydon, SW4 7AB, GB"),
        ("Flat 2, 27 Larch Mews", {"postcode": "SW4 7AC"}, "Flat 2, 27 Larch Mews, London, SW4 7AC, GB"),
        ("Larch House", {"house_number": "14"}, None),  # no number to replace
        ("Flat 2, 27 Larch Mews", {"house_number": "14"}, None),  # which of the two?
        ("27 Larch Mews", {"postcode": "somewhere"}, None),
    ],
)
def test_the_rest_stays_as_it_is(street: str, parts: Mapping[str, str], line: str | None) -> None:
    assert corrected(HOME.model_copy(update={"street": street}), parts) == line


def test_what_comes_out_is_taken_apart_into_the_same_again() -> None:
    line = corrected(HOME, {"house_number": "14"})
    assert parse_address(line) == {"street": "14 Larch Mews", "city": "London", "postcode": "SW4 7AB", "country": "GB"}


def test_without_a_country_it_stays_without() -> None:
    assert corrected(HOME.model_copy(update={"country": None}), {"city": "York"}) == "27 Larch Mews, York, SW4 7AB"


def test_a_state_stays_with_its_city() -> None:
    there = NewAddress(street="18 Birch Lane", city="Portland, OR", postcode="97205", country="US")
    assert corrected(there, {"house_number": "20"}) == "20 Birch Lane, Portland, OR, 97205, US"

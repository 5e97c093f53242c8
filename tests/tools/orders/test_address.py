"""Addresses as customers type them."""

import pytest
from pydantic import ValidationError

from tools.orders.address import could_be_in, parse_address
from tools.orders.readdressing import ChangeAddress


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("18 Birch Lane, Portland, 97205", ("18 Birch Lane", "Portland", "97205", None)),
        ("18 Birch Lane, Portland, OR 97205", ("18 Birch Lane", "Portland, OR", "97205", None)),
        ("18 Birch Lane, Portland, OR 97205-1234, USA", ("18 Birch Lane", "Portland, OR", "97205-1234", "US")),
        ("Flat 2, 4 Mill Lane, London sw4 7ab, UK", ("Flat 2, 4 Mill Lane", "London", "SW4 7AB", "GB")),
        ("Via Roma 3, 20121 Milano, Italy", ("Via Roma 3", "Milano", "20121", "IT")),
        ("8 Quay Street, Dublin, D02 X285, Ireland", ("8 Quay Street", "Dublin", "D02 X285", "IE")),
        ("Keizersgracht 12, 1015 CJ Amsterdam.", ("Keizersgracht 12", "Amsterdam", "1015 CJ", None)),
    ],
)
def test_an_address_is_taken_apart(text: str, parts: tuple[str, str, str, str | None]) -> None:
    address = ChangeAddress(order_id="FH-10001", address=text).address  # type: ignore[arg-type]
    assert (address.street, address.city, address.postcode, address.country) == parts


@pytest.mark.parametrize("text", ["", "home", "18 Birch Lane, Portland", "97205", "Portland, 97205"])
def test_what_cannot_be_taken_apart_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        ChangeAddress(order_id="FH-10001", address=text)  # type: ignore[arg-type]


def test_parts_are_taken_as_they_are() -> None:
    parts = {"street": "1 Elm Street", "city": "Salem", "postcode": "97301"}
    assert parse_address(parts) == parts


@pytest.mark.parametrize(
    ("postcode", "country", "fits"),
    [
        ("SW4 7AB", "GB", True),
        ("sw47ab", "GB", True),
        ("75011", "GB", False),
        ("97205-1234", "US", True),
        ("1015 CJ", "NL", True),
        ("1015 CJ", "DE", False),
        ("10405", "IT", True),  # five digits are five digits
        ("12000", "CZ", True),  # nothing is known of its postcodes
    ],
)
def test_a_postcode_has_the_shape_of_its_country(postcode: str, country: str, fits: bool) -> None:
    assert could_be_in(postcode, country) is fits

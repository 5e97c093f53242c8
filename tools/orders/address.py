"""A delivery address as customers type it: street, city, postcode and, where it matters, the country."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

COUNTRIES = {  # ISO 3166-1 code: what customers write
    "US": ("us", "usa", "united states", "united states of america"),
    "GB": ("gb", "uk", "united kingdom", "great britain", "england", "scotland", "wales", "northern ireland"),
    "AT": ("at", "austria", "österreich"),
    "BE": ("be", "belgium"),
    "DE": ("de", "germany", "deutschland"),
    "DK": ("dk", "denmark"),
    "ES": ("es", "spain", "españa"),
    "FI": ("fi", "finland"),
    "FR": ("fr", "france"),
    "IE": ("ie", "ireland"),
    "IT": ("it", "italy", "italia"),
    "NL": ("nl", "netherlands", "the netherlands", "nederland"),
    "PL": ("pl", "poland", "polska"),
    "PT": ("pt", "portugal"),
    "SE": ("se", "sweden", "sverige"),
}
_SHAPES = {  # of postcodes, where countries differ: a whole one, spaces left out
    "US": r"\d{5}(-?\d{4})?",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}",
    "AT": r"\d{4}",
    "BE": r"\d{4}",
    "DE": r"\d{5}",
    "DK": r"\d{4}",
    "ES": r"\d{5}",
    "FI": r"\d{5}",
    "FR": r"\d{5}",
    "IE": r"[A-Z]\d[\dW][A-Z0-9]{4}",
    "IT": r"\d{5}",
    "NL": r"\d{4}[A-Z]{2}",
}
_CODES = {name: code for code, names in COUNTRIES.items() for name in names}
_POSTCODE = re.compile(
    r"\b([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|[A-Z]\d[\dW] ?[A-Z0-9]{4}|\d{5}-\d{4}|\d{4}\s?[A-Z]{2}|\d{4,5})\b",
    re.IGNORECASE,
)


class NewAddress(BaseModel):
    """Where to send it. Without a country it stays in the order's."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    street: str = Field(min_length=3, max_length=120)
    city: str = Field(min_length=2, max_length=60)
    postcode: str = Field(min_length=4, max_length=10)
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code")


_NUMBER_FIRST = re.compile(r"(?P<number>\d+ ?[a-z]?)(?P<rest>\s+\D+)", re.IGNORECASE)
_NUMBER_LAST = re.compile(r"(?P<rest>\D+\s+)(?P<number>\d+ ?[a-z]?)", re.IGNORECASE)


def corrected(address: NewAddress, parts: Mapping[str, str]) -> str | None:
    """The whole address in one line, with `house_number`, `postcode` or `city` as `parts` have them.

    None where that could be read in more than one way: a street without exactly one number, a country by no known
    name, a line that would not be taken apart into the same address again.
    """
    street = _renumbered(address.street, parts["house_number"]) if "house_number" in parts else address.street
    if street is None:
        return None
    postcode = " ".join(parts.get("postcode", address.postcode).upper().split())
    whole = NewAddress.model_construct(
        street=street, city=parts.get("city", address.city), postcode=postcode, country=address.country
    )
    line = ", ".join(part for part in (whole.street, whole.city, whole.postcode, whole.country) if part)
    again = parse_address(line)
    return line if isinstance(again, dict) and whole.model_dump() == {"country": None, **again} else None


def _renumbered(street: str, number: str) -> str | None:
    if match := _NUMBER_FIRST.fullmatch(street):
        return f"{number}{match['rest']}"
    match = _NUMBER_LAST.fullmatch(street)
    return f"{match['rest']}{number}" if match else None


def could_be_in(postcode: str, country: str) -> bool:
    """Whether a postcode has the shape of the country's; of a country not listed nothing is known, so it has."""
    shape = _SHAPES.get(country)
    return shape is None or re.fullmatch(shape, "".join(postcode.upper().split())) is not None


def parse_address(value: object) -> object:
    """Turn "18 Birch Lane, Portland, 97205" into parts; what cannot be told apart stays as it is, to be refused."""
    if not isinstance(value, str):
        return value
    parts = [part.strip(" .") for part in value.split(",") if part.strip(" .")]
    found: dict[str, Any] = {}
    if parts and parts[-1].lower() in _CODES:
        found["country"] = _CODES[parts.pop().lower()]
    for place in range(len(parts) - 1, 0, -1):
        match = _POSTCODE.search(parts[place])
        if match:
            found["postcode"] = " ".join(match[1].upper().split())
            parts[place] = (parts[place][: match.start()] + parts[place][match.end() :]).strip()
            break
    named = [part for part in parts if part]
    if len(named) < 2 or "postcode" not in found:
        return value
    cut = -2 if len(named) > 2 and len(named[-1]) == 2 else -1  # "Portland, OR"
    return found | {"street": ", ".join(named[:cut]), "city": ", ".join(named[cut:])}


PostalAddress = Annotated[NewAddress, BeforeValidator(parse_address)]

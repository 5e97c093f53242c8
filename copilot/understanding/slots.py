"""Identifiers in a message, in the shop's canonical form. Patterns live in `data/slots.yaml`."""

import re
from dataclasses import dataclass
from datetime import date

from copilot.understanding.choices import ChoiceReader
from copilot.understanding.dates import find_dates
from copilot.understanding.meaning import Slots
from copilot.understanding.words import HOUSE, Words

_STANDS_FOR = {"order_id": "my order", "subscription_id": "my subscription", "card_number": "my gift card"}
RECORDS = frozenset(_STANDS_FOR)  # slots that name a record
_ASKING = re.compile(r"[,.]?\s*\b(?:instead|please|pls|thanks|thank you|from now on)\b[\s.!]*$", re.IGNORECASE)
_ELSE = re.compile(  # what is said after an address: where it is not to go, and why
    r"[,.;]?\s+(?:(?:instead|in place) of|rather than|(?:and )?not|because|since|as (?:i|we|the|my)|until|before)\b.*$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:no,? |actually,? |sorry,? |it'?s |it is |to |that'?s )+", re.IGNORECASE)
_STREET_NUMBER = re.compile(r"^\d+[a-z]?\s+[a-z]", re.IGNORECASE)
_COUNTED = re.compile(  # what a number stands before that is no street: "2 days ago I moved", "1 more question please"
    r"^\d+\s+(?:(?:business|working|whole|full|different|separate|small|big|large|new)\s+)*"
    r"(?:more|other|others|extra|additional|further|another|of|or|and|is|was|to|times?|am|pm|o'?clock|percent|"
    r"(?:seconds?|sec|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|items?|pieces?|pcs|units?|pairs?|"
    r"sets?|products?|things?|orders?|parcels?|packages?|box(?:es)?|deliver(?:y|ies)|questions?|problems?|issues?|"
    r"points?|emails?|calls?|people|persons?|kids|children|euros?|eur|dollars?|usd|pounds?|gbp|plants?|lamps?|pots?))\b"
    r"(?!\s+(?:street|st|road|rd|lane|ln|avenue|ave|close|drive|court|way|place|square|terrace|row|hill)\b)",
    re.IGNORECASE,
)
_PART_OF_ADDRESS = 5  # words: "14 Quarry Lane, please"; more of them, without a postcode, may be about anything
_TWICE = re.compile(
    r"\b(?:(?:my|the|this|our) )?(?:order|subscription|(?:gift )?card)(?: number| no\.?)?:? "
    r"my (order|subscription|gift card)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    slot: str
    regex: re.Pattern[str]
    render: str


class SlotReader:
    """Finds slots by pattern. A text span is read once: an order number is never also a postcode."""

    def __init__(self, words: Words = HOUSE) -> None:
        self._patterns = tuple(
            _Pattern(slot, re.compile(entry["pattern"], re.IGNORECASE), entry["render"])
            for slot, entries in words.load("slots").items()
            for entry in entries
        )
        self._choices = ChoiceReader(words)

    def masked(self, text: str) -> str:
        """`text` with identifiers read as what they stand for, so that intents see words and not numbers."""
        for pattern in self._patterns:
            if pattern.slot in _STANDS_FOR:
                text = pattern.regex.sub(_STANDS_FOR[pattern.slot], text)
        return _TWICE.sub(r"my \1", text)

    def names_record(self, text: str) -> bool:
        """Whether `text` holds the number of an order, a subscription or a gift card."""
        return any(pattern.regex.search(text) for pattern in self._patterns if pattern.slot in _STANDS_FOR)

    def bare_address(self, message: str, today: date) -> str | None:
        """The address that a message consists of, as an answer to the question for one: it ends with its postcode.

        Of a few words, too, the first of which is a number, somebody meant an address: what it lacks is asked for. A
        number of days or of things is none.
        """
        found = self.read(message, today).values
        address = self._place(_LEAD.sub("", " ".join(message.split()).strip(" .,")))
        whole = "postcode" in found or len(address.split()) <= _PART_OF_ADDRESS
        return address if whole and _STREET_NUMBER.search(address) and not _COUNTED.search(address) else None

    def read(self, message: str, today: date) -> Slots:
        """Slots named in `message`; the first mention wins, further records of a kind are kept beside it."""
        order_date, delivery_date, rest = find_dates(message, today)
        found: dict[str, list[str]] = {}
        for pattern in self._patterns:
            for match in pattern.regex.finditer(rest):
                value = " ".join(match.group(1).split()).strip(" .,")
                value = self._place(value) if pattern.slot == "address" else _canonical(pattern.slot, value)
                found.setdefault(pattern.slot, []).append(pattern.render.format(value))
            rest = pattern.regex.sub(lambda match: " " * len(match.group(0)), rest)
        distinct = {slot: tuple(dict.fromkeys(values)) for slot, values in found.items()}
        several = {slot: values for slot, values in distinct.items() if slot in _STANDS_FOR and len(values) > 1}
        values = self._choices.read(message) | {slot: values[0] for slot, values in distinct.items()}
        return Slots(values, several, order_date, delivery_date)

    def _place(self, said: str) -> str:
        """An address without the words around it: after its postcode stands at most a town or a country."""
        found = (pattern.regex.search(said) for pattern in self._patterns if pattern.slot == "postcode")
        end = min((match.end() for match in found if match), default=len(said))
        return _ASKING.sub("", said[:end] + _ELSE.sub("", said[end:])).strip(" .,")


def _canonical(slot: str, value: str) -> str:
    """Identifiers in capitals, gift card digits in two groups of four."""
    match slot:
        case "email":
            return value
        case "card_number":
            plain = value.upper().replace("-", "")
            return f"{plain[:4]}-{plain[4:]}"
        case _:
            return value.upper()

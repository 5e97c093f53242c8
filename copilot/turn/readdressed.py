"""A correction of an address becomes a whole address: nothing in between is ever asked of a tool."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from copilot.turn.open_question import ADDRESS
from copilot.turn.trace import CallRecord
from copilot.understanding.meaning import Slots
from tools.orders.address import NewAddress, corrected, parse_address
from tools.orders.port import Address, Order


def is_address(text: str | None) -> bool:
    """Whether the text can be taken apart into a whole address."""
    return text is not None and not isinstance(parse_address(text), str)


def with_parts(named: Slots, parts: Mapping[str, str], put: CallRecord | None) -> Slots:
    """The slots of a message that corrects `parts`: a postcode among them proves nothing.

    `put` is the new address just shown to the customer, if one was: then that is what they correct.
    """
    values = {slot: value for slot, value in named.values.items() if slot != ADDRESS and slot not in parts}
    shown = NewAddress.model_validate(put.arguments[ADDRESS]) if put else None
    line = corrected(shown, parts) if shown else None
    if line:
        return replace(named, values={**values, ADDRESS: line})
    return replace(named, values=values, address_parts=dict(parts))


def readdressed(slots: Slots, order: Order | None) -> Slots:
    """The slots with the whole address, its other parts from the customer's own order; as they are where it is unclear.

    What is asked of the customer then is the whole address; nothing is guessed. So it is where a shop's records hold an
    address that no new one may look like: a postcode of three characters, a country in small letters.
    """
    if order is None or not slots.address_parts or ADDRESS in slots.values:
        return slots
    known = _known(order.address)
    line = corrected(known, slots.address_parts) if known else None
    return replace(slots, values={**slots.values, ADDRESS: line}) if line else slots


def _known(held: Address) -> NewAddress | None:
    """The address of an order as a new one would be written; None where it could not be."""
    try:
        return NewAddress(street=held.street, city=held.city, postcode=held.postcode, country=held.country)
    except ValidationError:
        return None

"""Identifiers in messages."""

from datetime import date

import pytest

from copilot.understanding.slots import SlotReader

TODAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def reader() -> SlotReader:
    return SlotReader()


@pytest.mark.parametrize(
    ("message", "slot", "value"),
    [
        ("where is FH-10001?", "order_id", "FH-10001"),
        ("where is fh 10001", "order_id", "FH-10001"),
        ("my order number is 10001", "order_id", "FH-10001"),
        ("order #10001 please", "order_id", "FH-10001"),
        ("skip SUB-2001", "subscription_id", "SUB-2001"),
        ("balance of GC-AB12-CD34", "card_number", "GC-AB12-CD34"),
        ("balance of gcab12cd34", "card_number", "GC-AB12-CD34"),
        ("I am Maya.Lindqvist@example.com", "email", "Maya.Lindqvist@example.com"),
        ("97205", "postcode", "97205"),
        ("my postcode is sw4 7ab", "postcode", "SW4 7AB"),
        ("please send it to 12 Elm Street, Portland, OR 97205", "address", "12 Elm Street, Portland, OR 97205"),
        ("Send FH-10011 to 4 Mill Lane, London, SW9 8BX instead.", "address", "4 Mill Lane, London, SW9 8BX"),
        ("send it to 41 Larch Mews, London SW4 7AB instead of 27", "address", "41 Larch Mews, London SW4 7AB"),
        ("send it to 4 Mill Lane, London SW9 8BX, not SW9 8BY", "address", "4 Mill Lane, London SW9 8BX"),
        ("send it to 8 Not Street, Leeds LS1 4AB because I moved", "address", "8 Not Street, Leeds LS1 4AB"),
        ("send it to 5 Hauptstr., 10115 Berlin, Germany", "address", "5 Hauptstr., 10115 Berlin, Germany"),
        ("I'm returning it, so pay it out", "ground", "return"),
        ("refund it, it never arrived", "ground", "lost_parcel"),
        ("refund please, the pot came broken", "ground", "damaged"),
        ("I want my money back", "ground", "return"),
        ("return it, the lamp does not work", "reason", "faulty"),
    ],
)
def test_a_slot_is_read_in_canonical_form(reader: SlotReader, message: str, slot: str, value: str) -> None:
    assert reader.read(message, TODAY).values[slot] == value


@pytest.mark.parametrize(
    ("message", "slot"),
    [
        ("order 10001", "postcode"),
        ("FH-10001", "postcode"),
        ("can plants be returned?", "order_id"),
        ("I paid 10001 USD", "order_id"),
        ("it was delivered on 2026-05-20", "postcode"),
    ],
)
def test_what_is_something_else_fills_no_slot(reader: SlotReader, message: str, slot: str) -> None:
    assert slot not in reader.read(message, TODAY).values


def test_several_orders_are_all_kept_in_order(reader: SlotReader) -> None:
    slots = reader.read("where are FH-10002 and FH-10001 and FH-10002?", TODAY)
    assert slots.several == {"order_id": ("FH-10002", "FH-10001")}
    assert slots.values["order_id"] == "FH-10002"


@pytest.mark.parametrize(
    ("message", "address"),
    [
        ("14 Quarry Lane, Norwich, NR3 1QS", "14 Quarry Lane, Norwich, NR3 1QS"),
        ("It's 14 Quarry Lane, Norwich, NR3 1QS please.", "14 Quarry Lane, Norwich, NR3 1QS"),
        ("14 Quarry Lane, Norwich", "14 Quarry Lane, Norwich"),  # its postcode is asked for
        ("14 of them came broken and I am upset", None),
        ("4 Day Street, Leeds", "4 Day Street, Leeds"),
        ("7 Orders Lane, Norwich, NR3 1QS", "7 Orders Lane, Norwich, NR3 1QS"),
        ("2 days ago I moved", None),
        ("3 weeks ago, SW4 7AB", None),
        ("1 more question please", None),
        ("2 items are missing", None),
        ("2 of them broke", None),
        ("5 business days is long", None),
        ("3 orders, please", None),
        ("10 minutes please", None),
        ("20 euros was the price", None),
        ("FH-10001", None),
        ("the postcode is NR3 1QS", None),
    ],
)
def test_an_address_alone_answers_the_question_for_one(reader: SlotReader, message: str, address: str | None) -> None:
    assert reader.bare_address(message, TODAY) == address

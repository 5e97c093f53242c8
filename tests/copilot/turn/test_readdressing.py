"""A part of an address that is corrected: the whole one is shown before it is written, or asked for."""

from contextlib import closing
from sqlite3 import connect

import pytest

from tests.copilot.turn.shop import Shop, question
from tools.seed import edges

HELD = "Tom Okafor, 27 Larch Mews, London SW4 7AB, GB"
ORDER = edges.CANCELLABLE


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (f"Please change the house number of {ORDER} to 14", "14 Larch Mews, London SW4 7AB"),
        (f"Change the delivery address of {ORDER}: house number 14a instead", "14a Larch Mews, London SW4 7AB"),
        (f"Can you update the address on order {ORDER} to number 14, the rest stays", "14 Larch Mews, London SW4 7AB"),
        (f"For order {ORDER} the postcode should be SW4 7AC, the rest is right", "27 Larch Mews, London SW4 7AC"),
        (f"Wrong postcode on {ORDER}! It should be sw4 7ac", "27 Larch Mews, London SW4 7AC"),
        (f"The town of {ORDER} should be Croydon, the rest is right", "27 Larch Mews, Croydon SW4 7AB"),
        (f"The house number of {ORDER} should be 9 and the postcode should be SW4 7AD", "9 Larch Mews, London SW4 7AD"),
    ],
)
def test_it_is_put_into_the_address_on_the_order_and_the_whole_is_shown(shop: Shop, message: str, shown: str) -> None:
    _, asked = shop.ask(edges.TOM, message)
    assert asked.tool == "change_address"
    assert (asked.result or {})["summary"] == f"Send order {ORDER} to Tom Okafor, {shown}, GB instead of {HELD}?"
    assert shop.written == []


@pytest.mark.parametrize(
    "message",
    [
        f"Send order {ORDER} to 14 Quarry Lane",
        f"The street of {ORDER} is wrong, it should be Quarry Lane",
        f"Please change the address of {ORDER}",
    ],
)
def test_what_cannot_be_put_together_is_asked_for_in_all_its_parts(shop: Shop, message: str) -> None:
    conversation = shop.talk(edges.TOM)
    for said in (message, "14 Quarry Lane"):
        told = shop.say(conversation, said)
        assert told.asked_for == ("address",)
        assert "street with house number, town and postcode" in told.answer.text
        assert told.calls == ()
    assert shop.written == []


def test_asked_for_the_address_a_part_is_enough(shop: Shop) -> None:
    conversation = shop.talk(edges.TOM)
    shop.say(conversation, f"Please change the address of {ORDER}")
    asked = question(shop.say(conversation, "only the house number, it's 14"))
    assert "14 Larch Mews, London SW4 7AB" in str(asked.result)


@pytest.mark.parametrize("message", ["no, the house number should be 16", "no, 16 Mill Lane, London, SW4 7AB"])
def test_a_part_of_the_address_just_shown_is_corrected_there_and_a_yes_writes_what_was_shown_last(
    own_shop: Shop, message: str
) -> None:
    conversation, _ = own_shop.ask(edges.TOM, f"Send order {ORDER} to 4 Mill Lane, London, SW4 7AB instead.")
    again = question(own_shop.say(conversation, message))
    assert "16 Mill Lane, London SW4 7AB, GB instead of" in str(again.result)
    assert own_shop.written == []
    own_shop.say(conversation, "yes")
    (written,) = own_shop.written
    assert written.split()[:2] == ["update", "orders"]
    assert "address_street" in written


def test_a_postcode_of_another_country_is_refused_in_parts_too(shop: Shop) -> None:
    conversation = shop.talk(edges.TOM)
    told = shop.say(conversation, f"The postcode of {ORDER} should be 1234 AB, the rest is right")
    assert told.outcome.value == "refused"
    assert "only within the same country" in told.answer.text
    assert shop.written == []


def test_what_is_given_as_proof_changes_no_address(shop: Shop) -> None:
    conversation = shop.talk_to_stranger()
    shop.say(conversation, f"Where is order {edges.FINAL_SALE}?")
    told = shop.say(conversation, f"{edges.FINAL_SALE}, tom.okafor@example.com, sorry, the postcode should be SW4 7AB")
    assert "change_address" not in told.understanding.wants
    assert told.verified


@pytest.mark.parametrize(
    "message",
    [
        f"{ORDER} was delivered to number 9, not number 7",
        f"The driver left {ORDER} at house number 14",
        "I moved from one town to another last month",
    ],
)
def test_a_complaint_about_a_delivery_asks_for_no_other_address(shop: Shop, message: str) -> None:
    told = shop.say(shop.talk(edges.TOM), message)
    assert "change_address" not in told.understanding.wants


def test_the_number_of_an_order_is_no_house_number(shop: Shop) -> None:
    conversation = shop.talk(edges.TOM)
    shop.say(conversation, "Please cancel my order")
    told = shop.say(conversation, "it's number 10001")
    assert "change_address" not in told.understanding.wants


@pytest.mark.parametrize(
    "moved",
    [
        "UPDATE orders SET address_postcode = '101' WHERE id = ?",
        "UPDATE orders SET address_country = 'gb' WHERE id = ?",
        "UPDATE orders SET address_city = 'Å' WHERE id = ?",
    ],
)
def test_of_an_address_that_no_new_one_may_look_like_the_whole_is_asked_for(own_shop: Shop, moved: str) -> None:
    with closing(connect(own_shop.now)) as records:
        records.execute(moved, (ORDER,))
        records.commit()
    told = own_shop.say(own_shop.talk(edges.TOM), f"Please change the house number of {ORDER} to 14")
    assert told.asked_for == ("address",)
    assert "street with house number, town and postcode" in told.answer.text
    assert told.calls == ()

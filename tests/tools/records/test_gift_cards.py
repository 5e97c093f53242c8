"""A card in an account is its owner's; a loose one belongs to whoever holds the number."""

from datetime import date

import pytest

from tests.tools.records.shop import OWNER, STRANGER, Shop
from tools.accounts.port import CustomerId
from tools.gift_cards.port import GiftCardNumber
from tools.money import Money

NUMBER = GiftCardNumber("GC-AAAA-2222")


@pytest.mark.parametrize(
    ("owner", "asking", "found"),
    [
        (OWNER, OWNER, True),
        (OWNER, STRANGER, False),
        (OWNER, None, False),
        (None, OWNER, True),
        (None, None, True),
    ],
)
def test_who_finds_a_card(shop: Shop, owner: CustomerId | None, asking: CustomerId | None, found: bool) -> None:
    shop.gift_card(owner=owner)
    with shop.reading() as records:
        assert (records.gift_cards.find(asking, NUMBER) is not None) is found


def test_a_card_shows_its_balance_and_last_day(shop: Shop) -> None:
    shop.gift_card()
    with shop.reading() as records:
        card = records.gift_cards.find(OWNER, GiftCardNumber(" gc-aaaa-2222 "))
    assert card is not None
    assert (card.number, card.balance, card.expires_on) == (NUMBER, Money(3500, "GBP"), date(2027, 10, 1))


def test_an_unknown_number_is_none(shop: Shop) -> None:
    with shop.reading() as records:
        assert records.gift_cards.find(OWNER, NUMBER) is None

"""Tools about gift cards."""

from tools.gift_cards.balance import GIFT_CARD_BALANCE

TOOLS = (GIFT_CARD_BALANCE,)

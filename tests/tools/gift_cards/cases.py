"""Rule table of gift cards."""

from tests.tools.gate.judging import RuleCase, Table, asked
from tools.gift_cards.balance import CardFacts

CARD = Table("gift_card_balance", CardFacts, {"known": True})

CASES: tuple[RuleCase, ...] = (
    CARD.allowed("a card of one's own can be seen"),
    CARD.denied("an unknown one cannot", "gift-card-unknown", known=False),
    CARD.denied("one nobody looked for cannot", "gift-card-unknown", known=None),
    *asked("gift_card_balance", "gift_card_balance", CardFacts(known=True)),
)

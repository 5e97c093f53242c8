"""What is left on a gift card."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from tools.gift_cards.port import GiftCard, GiftCardNumber
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World
from tools.words import day

_NUMBER = re.compile(r"^(?:GC)?-?([A-Z0-9]{4})-?([A-Z0-9]{4})$")


def _canonical(value: object) -> object:
    match = _NUMBER.match("".join(value.upper().split())) if isinstance(value, str) else None
    return f"GC-{match[1]}-{match[2]}" if match else value


CardNumber = Annotated[str, BeforeValidator(_canonical), StringConstraints(pattern=r"^GC-[A-Z0-9]{4}-[A-Z0-9]{4}$")]


class GiftCardBalance(Arguments):
    """Which card."""

    card_number: CardNumber


@dataclass(frozen=True)
class CardFacts:
    """`known`: there is such a card and the customer may see it; None when none was named."""

    known: bool | None = None


def _gather(world: World, slots: Slots) -> Matter[GiftCard]:
    number = slots.values.get("card_number")
    if number is None:
        return Matter(CardFacts())
    card = world.records.gift_cards.find(world.customer_id, GiftCardNumber(number))
    return Matter(CardFacts(known=card is not None), card.owner if card else None, card)


def _run(call: Call[GiftCardBalance, GiftCard]) -> ToolResult:
    card, ending = call.subject, f"ending in {call.subject.number[-4:]}"
    today = card.region.local_date(call.world.now)
    if card.expires_on and card.expires_on < today:
        summary = f"The gift card {ending} expired on {day(card.expires_on)}; {card.balance} was left on it."
    else:
        until = f"valid until {day(card.expires_on)}" if card.expires_on else "valid without an expiry date"
        summary = f"The gift card {ending} has a balance of {card.balance} and is {until}."
    data = {
        "balance": str(card.balance),
        "expires_on": card.expires_on.isoformat() if card.expires_on else None,
        "expired": bool(card.expires_on and card.expires_on < today),
    }
    return ToolResult(f"gift_card:{card.number[-4:]}", summary, data)


GIFT_CARD_BALANCE = Tool(
    name="gift_card_balance",
    description="Tell the balance and the expiry date of a gift card.",
    arguments=GiftCardBalance,
    facts=CardFacts,
    effect=Effect.READ,
    risk=Risk.LOW,
    example="How much is left on my gift card GC-7K2M-Q4XT?",
    gather=_gather,
    run=_run,
    unrecorded=frozenset({"card_number"}),  # whoever knows the number can spend it
)

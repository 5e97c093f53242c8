"""Gift cards."""

from dataclasses import dataclass
from datetime import date
from typing import NewType, Protocol

from tools.accounts.port import CustomerId
from tools.money import Money
from tools.region import Region

GiftCardNumber = NewType("GiftCardNumber", str)  # "GC-7K2M-Q4XT"


@dataclass(frozen=True, slots=True)
class GiftCard:
    """One card. `expires_on` is its last valid day; None never expires. `owner` None: not added to an account."""

    number: GiftCardNumber
    region: Region
    balance: Money
    purchased_on: date
    expires_on: date | None
    owner: CustomerId | None


class GiftCards(Protocol):
    """Gift cards: one in an account is its owner's, one in no account belongs to whoever holds the number."""

    def find(self, customer_id: CustomerId | None, number: GiftCardNumber) -> GiftCard | None:
        """The card, or None: unknown and somebody else's look the same. Case and spaces do not count."""

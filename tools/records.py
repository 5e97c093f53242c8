"""All business records at once, bound to one read or one transaction."""

from dataclasses import dataclass

from tools.accounts.port import Accounts
from tools.gift_cards.port import GiftCards
from tools.orders.port import Orders
from tools.refunds.port import Refunds
from tools.returns.port import Returns
from tools.shipments.port import Shipments
from tools.subscriptions.port import Subscriptions
from tools.tickets.port import Tickets


@dataclass(frozen=True, slots=True)
class Records:
    """One port per noun. Everything done through one `Records` is part of the same transaction."""

    orders: Orders
    shipments: Shipments
    returns: Returns
    refunds: Refunds
    accounts: Accounts
    gift_cards: GiftCards
    subscriptions: Subscriptions
    tickets: Tickets

"""The business records in the business database: every port's SQLAlchemy implementation on one session."""

from sqlalchemy.orm import Session

from tools.accounts.store import SqlAccounts
from tools.gift_cards.store import SqlGiftCards
from tools.orders.store import SqlOrders
from tools.records import Records
from tools.refunds.store import SqlRefunds
from tools.returns.store import SqlReturns
from tools.shipments.store import SqlShipments
from tools.subscriptions.store import SqlSubscriptions
from tools.tickets.store import SqlTickets


def sql_records(session: Session) -> Records:
    """All ports on `session`: what they read and write is part of its transaction."""
    return Records(
        orders=SqlOrders(session),
        shipments=SqlShipments(session),
        returns=SqlReturns(session),
        refunds=SqlRefunds(session),
        accounts=SqlAccounts(session),
        gift_cards=SqlGiftCards(session),
        subscriptions=SqlSubscriptions(session),
        tickets=SqlTickets(session),
    )

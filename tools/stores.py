"""What stands behind the ports: the business database by default, or whatever a shop's own function opens."""

from collections.abc import Callable

from pydantic import ImportString, TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from tools.accounts.store import SqlAccounts
from tools.gift_cards.store import SqlGiftCards
from tools.orders.store import SqlOrders
from tools.records import Records
from tools.refunds.store import SqlRefunds
from tools.returns.store import SqlReturns
from tools.settings import ToolsSettingError, ToolsSettings
from tools.shipments.store import SqlShipments
from tools.subscriptions.store import SqlSubscriptions
from tools.tickets.store import SqlTickets

OpenRecords = Callable[[Session], Records]  # called once per read or transaction, on that session


class StoresError(ToolsSettingError):
    """The `stores` setting names nothing that can open records."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"COPILOT_TOOLS__STORES={name}: {why}. It names a function as module:function, which takes the tools' "
            "settings and gives a function from a database session to Records."
        )
        self.name = name


def open_stores(settings: ToolsSettings) -> OpenRecords:
    """What opens the shop's records, as the `stores` setting names it. Raises StoresError."""
    try:
        connect = TypeAdapter(ImportString[Callable[[ToolsSettings], OpenRecords]]).validate_python(settings.stores)
    except ValidationError as error:
        raise StoresError(settings.stores, error.errors()[0]["msg"]) from error
    opened: OpenRecords = connect(settings)
    return opened


def sql_stores(_settings: ToolsSettings) -> OpenRecords:
    """Every port in the business database."""
    return sql_records


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

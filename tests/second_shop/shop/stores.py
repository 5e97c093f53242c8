"""The records of Harbour Cycles: customers, orders and deliveries from its own HTTP API, the rest left empty."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import httpx
from sqlalchemy.orm import Session

from tests.second_shop.shop.deliveries.port import Deliveries, Delivery
from tools.accounts.port import Customer, CustomerId
from tools.accounts.store import SqlAccounts
from tools.money import Money
from tools.orders.port import Address, Order, OrderId, OrderStatus, PaymentMethod, Service
from tools.orders.store import SqlOrders
from tools.records import Records
from tools.region import Region
from tools.settings import ToolsSettings
from tools.stores import OpenRecords, sql_records

TIMEOUT = 5.0  # seconds for one request


@dataclass(frozen=True, slots=True)
class HarbourRecords(Records):
    """The house's ports, and one of its own."""

    deliveries: Deliveries


def connect(_settings: ToolsSettings) -> OpenRecords:
    """Named by COPILOT_TOOLS__STORES."""
    api = OrderApi(httpx.Client(base_url=os.environ["HARBOUR_API"], timeout=TIMEOUT))

    def open_records(session: Session) -> HarbourRecords:
        house = sql_records(session)
        given = {field.name: getattr(house, field.name) for field in fields(house)}
        mine = {"accounts": ApiAccounts(session, api), "orders": ApiOrders(session, api)}
        return HarbourRecords(**(given | mine), deliveries=ApiDeliveries(api))

    return open_records


class OrderApi:
    """The shop's API: JSON over HTTP; 404 for what is not there."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def find(self, path: str) -> dict[str, Any] | None:
        """What stands at `path`. Raises httpx.HTTPError."""
        response = self._client.get(path)
        if response.status_code == httpx.codes.NOT_FOUND:
            return None
        found: dict[str, Any] = response.raise_for_status().json()
        return found

    def put(self, path: str, body: Mapping[str, object], *, key: str) -> dict[str, Any]:
        """Change it, once per key. Raises httpx.HTTPError."""
        response = self._client.put(path, json=dict(body), headers={"Idempotency-Key": key})
        changed: dict[str, Any] = response.raise_for_status().json()
        return changed


class ApiAccounts(SqlAccounts):
    """Who the customers are; nobody proves that in this chat, so failures are counted nowhere."""

    def __init__(self, session: Session, api: OrderApi) -> None:
        super().__init__(session)
        self._api = api

    def get(self, customer_id: CustomerId) -> Customer | None:
        found = self._api.find(f"/customers/{customer_id}")
        if found is None:
            return None
        return Customer(customer_id, found["name"], found["email"], "", Region.EU, False, 0, 0, None)


class ApiOrders(SqlOrders):
    """Orders, read only."""

    def __init__(self, session: Session, api: OrderApi) -> None:
        super().__init__(session)
        self._api = api

    def get(self, customer_id: CustomerId, order_id: OrderId) -> Order | None:
        found = self._api.find(f"/customers/{customer_id}/orders/{order_id}")
        return _order(found) if found else None


class ApiDeliveries:
    """The `Deliveries` port."""

    def __init__(self, api: OrderApi) -> None:
        self._api = api

    def get(self, customer_id: CustomerId, order_id: OrderId) -> Delivery | None:
        found = self._api.find(f"/customers/{customer_id}/orders/{order_id}")
        return _delivery(found) if found else None

    def move(self, delivery: Delivery, to: date, *, key: str) -> Delivery:
        path = f"/customers/{delivery.customer_id}/orders/{delivery.order_id}/delivery"
        return _delivery(self._api.put(path, {"on": to.isoformat()}, key=key))


def _delivery(found: Mapping[str, Any]) -> Delivery:
    return Delivery(OrderId(found["id"]), CustomerId(found["customer"]), date.fromisoformat(found["delivery"]))


def _order(found: Mapping[str, Any]) -> Order:
    paid = Money(found["paid"], "EUR")
    nothing = Money.zero("EUR")
    return Order(
        id=OrderId(found["id"]),
        customer_id=CustomerId(found["customer"]),
        region=Region.EU,
        destination=Region.EU,
        currency="EUR",
        status=OrderStatus.PROCESSING,
        placed_at=datetime.fromisoformat(found["placed"]),
        packed_at=None,
        shipped_at=None,
        delivered_at=None,
        cancelled_at=None,
        lines=(),
        paid=paid,
        refunded=nothing,
        delivery_fee=nothing,
        delivery_refunded=nothing,
        service=Service.STANDARD,
        payment_method=PaymentMethod.CARD,
        gift_card_part=nothing,
        gift=False,
        gift_recipient=None,
        trade=False,
        address=Address("", "", "", "", "NL"),
        customer_note="",
    )

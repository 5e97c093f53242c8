"""Deliveries as this shop's tools see them."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tools.accounts.port import CustomerId
from tools.orders.port import OrderId


@dataclass(frozen=True, slots=True)
class Delivery:
    """When an order comes."""

    order_id: OrderId
    customer_id: CustomerId
    on: date


class Deliveries(Protocol):
    """The deliveries of all customers, each seen only by the one it goes to."""

    def get(self, customer_id: CustomerId, order_id: OrderId) -> Delivery | None:
        """The delivery, or None: unknown and somebody else's look the same."""

    def move(self, delivery: Delivery, to: date, *, key: str) -> Delivery:
        """Bring it on another day; the same key moves it once."""

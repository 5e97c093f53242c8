"""The order a request names, as far as the speaker may see it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from tools.orders.port import Order, OrderId, OrderStatus
from tools.tool import Slots, World

_ORDER_ID = re.compile(r"^(?:FH[-\s]?)?(\d{5})$", re.IGNORECASE)


def _canonical(value: object) -> object:
    match = _ORDER_ID.match(value.strip()) if isinstance(value, str) else None
    return f"FH-{match[1]}" if match else value


OrderNumber = Annotated[str, BeforeValidator(_canonical), StringConstraints(pattern=r"^FH-\d{5}$")]


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """`known`: the order named is this customer's own; None when none was named."""

    known: bool | None = None
    order_id: str | None = None
    order_status: OrderStatus | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What naming an order came to."""

    known: bool | None
    order: Order | None = None

    @property
    def owner(self) -> str | None:
        """Whose order it is."""
        return self.order.customer_id if self.order else None


def named_order(world: World, slots: Slots) -> Named:
    """The order in the slots. Unknown and somebody else's look the same."""
    order_id = slots.values.get("order_id")
    if order_id is None:
        return Named(known=None)
    order = world.once(f"order:{order_id}", lambda: world.records.orders.get(world.customer_id, OrderId(order_id)))
    return Named(known=order is not None, order=order)


def placed_on(order: Order) -> date:
    """The day the order was placed, where it was bought."""
    return order.region.local_date(order.placed_at)


def delivered_on(order: Order) -> date | None:
    """The day the order was delivered, where it was bought; None when it was not."""
    return order.region.local_date(order.delivered_at) if order.delivered_at else None

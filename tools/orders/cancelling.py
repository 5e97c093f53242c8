"""Cancel an order: until it has been packed; personalised goods within hours of ordering; pre-orders until dispatch."""

from dataclasses import dataclass
from datetime import timedelta

from tools.orders.lookup import OrderFacts, OrderNumber, named_order, placed_on
from tools.orders.port import Order
from tools.orders.summaries import plain
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World
from tools.words import listed

HOUR = timedelta(hours=1)


class CancelOrder(Arguments):
    """Which order."""

    order_id: OrderNumber


@dataclass(frozen=True, kw_only=True)
class CancelFacts(OrderFacts):
    """What decides whether an order can still be cancelled. Hours are whole hours begun since it was placed."""

    personalised: bool | None = None
    preorder: bool | None = None  # every item is one
    hours_since_order: int | None = None
    personalised_cancel_hours: int | None = None


def _gather(world: World, slots: Slots) -> Matter[Order]:
    named = named_order(world, slots)
    order = named.order
    if order is None:
        return Matter(CancelFacts(known=named.known, order_id=slots.values.get("order_id")))
    facts = CancelFacts(
        known=True,
        order_id=order.id,
        order_status=order.status,
        personalised=any(line.personalised for line in order.lines),
        preorder=all(line.preorder for line in order.lines),
        hours_since_order=-((order.placed_at - world.now) // HOUR),
        personalised_cancel_hours=world.parameters.number("personalised_cancel_hours", placed_on(order)),
    )
    return Matter(facts, named.owner, order)


def _consequence(call: Call[CancelOrder, Order]) -> str:
    order = call.subject
    items = listed([f"{line.quantity} × {line.title}" for line in order.lines])
    return (
        f"Cancel order {order.id} ({items})? The whole order is cancelled, the payment of {order.refundable} is "
        "released, and a cancelled order cannot be restored."
    )


def _run(call: Call[CancelOrder, Order]) -> ToolResult:
    world = call.world
    order = world.records.orders.cancel(world.customer_id, call.subject.id, at=world.now)
    summary = f"Order {order.id} is cancelled. The payment of {order.refundable} is released; nothing will be sent."
    return ToolResult(f"order:{order.id}", summary, plain(order))


CANCEL_ORDER = Tool(
    name="cancel_order",
    description="Cancel a whole order that has not been packed yet. The payment is released.",
    arguments=CancelOrder,
    facts=CancelFacts,
    effect=Effect.WRITE,
    risk=Risk.HIGH,
    example="Please cancel order FH-10011.",
    gather=_gather,
    run=_run,
    consequence=_consequence,
    key=lambda call: call.subject.id,
    groups=frozenset({"order"}),
)

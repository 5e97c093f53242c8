"""Read tools: one order, the latest orders."""

from tools.orders.lookup import OrderFacts, OrderNumber, named_order, placed_on
from tools.orders.port import Order
from tools.orders.summaries import plain, standing, told
from tools.tool import Arguments, Call, Effect, Matter, NoFacts, Risk, Slots, Tool, ToolResult, World
from tools.words import day


class LookUpOrder(Arguments):
    """Which order."""

    order_id: OrderNumber


class ListRecentOrders(Arguments):
    """Nothing to say: the customer's own latest orders."""


def _one(world: World, slots: Slots) -> Matter[Order]:
    named = named_order(world, slots)
    facts = OrderFacts(
        known=named.known,
        order_id=slots.values.get("order_id"),
        order_status=named.order.status if named.order else None,
    )
    return Matter(facts, named.owner, named.order)


def _show(call: Call[LookUpOrder, Order]) -> ToolResult:
    order = call.subject
    return ToolResult(f"order:{order.id}", told(order), plain(order))


def _latest(world: World, _slots: Slots) -> Matter[tuple[Order, ...]]:
    return Matter(NoFacts(), world.customer_id, world.records.orders.recent(world.customer_id))


def _list(call: Call[ListRecentOrders, tuple[Order, ...]]) -> ToolResult:
    orders = call.subject
    record = f"customer:{call.world.customer_id}"
    if not orders:
        return ToolResult(record, "There are no orders on your account.", {"orders": []})
    rows = "; ".join(f"{order.id} of {day(placed_on(order))} ({order.paid}) {standing(order)}" for order in orders)
    return ToolResult(record, f"Your latest orders: {rows}.", {"orders": [plain(order) for order in orders]})


LOOK_UP_ORDER = Tool(
    name="look_up_order",
    description="Look up one of the customer's orders: status, dates, items and amounts.",
    arguments=LookUpOrder,
    facts=OrderFacts,
    effect=Effect.READ,
    risk=Risk.LOW,
    example="What is the status of order FH-10002?",
    gather=_one,
    run=_show,
    groups=frozenset({"order"}),
)

LIST_RECENT_ORDERS = Tool(
    name="list_recent_orders",
    description="List the customer's latest orders with their status. Use it when no order number is known.",
    arguments=ListRecentOrders,
    facts=NoFacts,
    effect=Effect.READ,
    risk=Risk.LOW,
    example="Which orders have I placed lately?",
    gather=_latest,
    run=_list,
)

"""Register a return: the customer gets a label and sends the goods back."""

from dataclasses import replace
from datetime import timedelta

from pydantic import Field

from tools.orders.lookup import OrderNumber, placed_on
from tools.returns.facts import Goods, ReturnFacts, named_goods, return_facts
from tools.returns.port import ReturnReason, ReturnStatus
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World
from tools.words import day, listed


class StartReturn(Arguments):
    """Which order, which of its items (all when none is named), and why."""

    order_id: OrderNumber
    line_ids: tuple[str, ...] = Field(default=(), max_length=50, description='Item ids such as "FH-10002-1"')
    reason: ReturnReason


def _gather(world: World, slots: Slots) -> Matter[Goods]:
    named, goods = named_goods(world, slots)
    if goods is None:
        return Matter(ReturnFacts(known=named.known, order_id=slots.values.get("order_id")))
    if not slots.values.get("line_ids"):
        goods = _unregistered(goods)
    facts = ReturnFacts(**return_facts(world, goods, slots, slots.values.get("reason")), returning=True)
    return Matter(facts, named.owner, None if slots.missing else goods)


def _unregistered(goods: Goods) -> Goods:
    """Naming no item means those that are in no return yet; when all are, it means all, to be told so."""
    fresh = tuple(line for line in goods.lines if line.id not in goods.registered)
    return replace(goods, lines=fresh or goods.lines)


def _consequence(call: Call[StartReturn, Goods]) -> str:
    goods = call.subject
    return (
        f"Register a return of {items(goods)} from order {goods.order.id} (reason: "
        f"{call.arguments.reason.value.replace('_', ' ')})? You get a label and post the goods"
        f"{_until(call.world, goods)}."
    )


def _run(call: Call[StartReturn, Goods]) -> ToolResult:
    world, goods = call.world, call.subject
    opened = world.records.returns.open(
        world.customer_id, goods.order.id, [line.id for line in goods.lines], call.arguments.reason, at=world.now
    )
    summary = (
        f"Return {opened.id} for order {goods.order.id} ({items(goods)}) is registered. "
        f"Post the goods with label {opened.label}{_until(world, goods)}."
    )
    data = {"return_id": opened.id, "label": opened.label, "line_ids": list(opened.line_ids)}
    return ToolResult(f"return:{opened.id}", summary, data)


def items(goods: Goods) -> str:
    """The items in words."""
    return listed([f"{line.quantity} × {line.title}" for line in goods.lines])


def _until(world: World, goods: Goods) -> str:
    days = world.parameters.number("return_post_days", placed_on(goods.order))
    today = goods.order.region.local_date(world.now)
    return f" by {day(today + timedelta(days=days))}" if days is not None else ""


def _key(call: Call[StartReturn, Goods]) -> str:
    """Once a return was closed, the same items can be registered again."""
    closed = sum(item.status is not ReturnStatus.OPEN for item in call.subject.returns)
    return f"{call.subject.key}:{closed}"


START_RETURN = Tool(
    name="start_return",
    description="Register the return of an order or of some of its items; gives the customer a return label.",
    arguments=StartReturn,
    facts=ReturnFacts,
    effect=Effect.WRITE,
    risk=Risk.MEDIUM,
    example="I'd like to send back order FH-10002, I changed my mind.",
    gather=_gather,
    run=_run,
    consequence=_consequence,
    key=_key,
    groups=frozenset({"order", "goods", "return"}),
)

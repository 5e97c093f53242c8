"""The one tool of this shop: have a delivery a week later."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import StringConstraints

from tests.second_shop.shop.deliveries.port import Deliveries, Delivery
from tests.second_shop.shop.stores import HarbourRecords
from tools.orders.port import OrderId
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World
from tools.words import day


class PostponeDelivery(Arguments):
    """Which order."""

    order_id: Annotated[str, StringConstraints(pattern=r"^HC-\d{4}$")]


@dataclass(frozen=True)
class PostponeFacts:
    """`known`: the order is this customer's own; `days_left` until it comes."""

    known: bool | None = None
    days_left: int | None = None
    postpone_notice_days: int | None = None


@dataclass(frozen=True, slots=True)
class Postponement:
    """The delivery and its new day."""

    delivery: Delivery
    to: date


def _deliveries(world: World) -> Deliveries:
    if not isinstance(world.records, HarbourRecords):
        raise TypeError("this shop's tools need this shop's records: set COPILOT_TOOLS__STORES")
    return world.records.deliveries


def _gather(world: World, slots: Slots) -> Matter[Postponement]:
    if slots.missing:
        return Matter(PostponeFacts())
    delivery = _deliveries(world).get(world.customer_id, OrderId(slots.values["order_id"]))
    if delivery is None:
        return Matter(PostponeFacts(known=False))
    today = world.now.date()
    notice = world.parameters.number("postpone_notice_days", today)
    later = world.parameters.number("postpone_by_days", today)
    facts = PostponeFacts(True, (delivery.on - today).days, notice)
    subject = Postponement(delivery, delivery.on + timedelta(days=later)) if later else None
    return Matter(facts, delivery.customer_id, subject)


def _ask(call: Call[PostponeDelivery, Postponement]) -> str:
    matter = call.subject
    return f"Order {matter.delivery.order_id} would come on {day(matter.to)} instead of {day(matter.delivery.on)}."


def _run(call: Call[PostponeDelivery, Postponement]) -> ToolResult:
    moved = _deliveries(call.world).move(call.subject.delivery, call.subject.to, key=call.key)
    summary = f"Order {moved.order_id} now comes on {day(moved.on)}."
    return ToolResult(f"delivery:{moved.order_id}", summary, {"on": moved.on.isoformat()})


def _once(call: Call[PostponeDelivery, Postponement]) -> str:
    return f"{call.subject.delivery.order_id}:{call.subject.to}"


TOOLS = (
    Tool(
        name="postpone_delivery",
        description="Have a bicycle delivered a week later.",
        arguments=PostponeDelivery,
        facts=PostponeFacts,
        effect=Effect.WRITE,
        risk=Risk.MEDIUM,
        example="Please postpone the delivery of order HC-1001.",
        gather=_gather,
        run=_run,
        consequence=_ask,
        key=_once,
    ),
)

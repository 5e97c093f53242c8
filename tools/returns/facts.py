"""What decides whether goods can go back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tools.orders.lookup import Named, OrderFacts, delivered_on, named_order
from tools.orders.port import Category, Order, OrderLine
from tools.refunds.port import Refund, RefundGround
from tools.region import Region
from tools.returns.port import Return, ReturnReason, ReturnStatus
from tools.returns.window import last_day, shortest_window_days
from tools.shipments.port import ScanCode
from tools.shipments.tracking import parcels_of
from tools.tool import Slots, World
from tools.words import day

AT_FAULT = {ReturnReason.DAMAGED, ReturnReason.FAULTY, ReturnReason.WRONG_ITEM, ReturnReason.NOT_AS_DESCRIBED}


@dataclass(frozen=True, kw_only=True)
class ReturnFacts(OrderFacts):
    """Facts about the items named, or all items of the order, as far as they have not been refunded.

    Days are whole days of the region the order was bought in. `registered_after_days` counts from delivery to the
    day the return was registered: today, unless that was done before.
    """

    returning: bool | None = None  # this is about goods going back
    lines_known: bool | None = None  # the order has every item named
    region: Region | None = None
    trade: bool | None = None
    days_since_delivery: int | None = None
    registered_after_days: int | None = None
    return_window_days: int | None = None
    last_return_day: str | None = None
    withdrawal_days: int | None = None  # only where there is such a right
    final_sale: bool | None = None
    live_plant: bool | None = None
    hygiene: bool | None = None
    unopened_until: str | None = None  # only of hygiene goods: no record says whether they were opened
    personalised: bool | None = None
    fault_claimed: bool | None = None  # the customer says that the goods are not as they should be
    fault_recorded: bool | None = None  # the carrier noted damage
    nothing_left: bool | None = None  # all of it has been refunded
    registered: bool | None = None  # some of it is in an open return


@dataclass(frozen=True, slots=True)
class Goods:
    """The items a request is about.

    `asked` are those it names, all of the order when it names none; `lines` those of them that are still there to
    be refunded; `returns` every return of the order so far, `refunds` every refund.
    """

    order: Order
    asked: tuple[OrderLine, ...]
    lines: tuple[OrderLine, ...]
    returns: tuple[Return, ...]
    refunds: tuple[Refund, ...]

    @property
    def registered(self) -> frozenset[str]:
        """Ids of items in an open return."""
        open_returns = (item for item in self.returns if item.status is ReturnStatus.OPEN)
        return frozenset(line_id for item in open_returns for line_id in item.line_ids)

    @property
    def registered_on(self) -> date | None:
        """The day the items' return was registered; None while one of them is in no open return."""
        if not self.lines or not self.registered.issuperset(line.id for line in self.lines):
            return None
        mine = {line.id for line in self.lines}
        holding = (r for r in self.returns if r.status is ReturnStatus.OPEN and mine.intersection(r.line_ids))
        return max(self.order.region.local_date(item.opened_at) for item in holding)

    @property
    def key(self) -> str:
        """The items asked for, whatever has happened to them since."""
        return f"{self.order.id}:{','.join(line.id for line in self.asked)}"


def named_goods(world: World, slots: Slots) -> tuple[Named, Goods | None]:
    """The order and the items that the slots name. What went back and was refunded is no longer there."""
    named = named_order(world, slots)
    order = named.order
    if order is None:
        return named, None
    records, customer_id = world.records, world.customer_id
    refunds = world.once(f"refunds:{order.id}", lambda: records.refunds.for_order(customer_id, order.id))
    returns = world.once(f"returns:{order.id}", lambda: records.returns.for_order(customer_id, order.id))
    gone = {part.line_id for refund in refunds if refund.ground is RefundGround.RETURN for part in refund.parts}
    asked = order.select(slots.values.get("line_ids", ()))
    lines = tuple(line for line in asked if line.refundable and line.id not in gone)
    return named, Goods(order, asked, lines, returns, refunds)


def return_facts(world: World, goods: Goods, slots: Slots, reason: ReturnReason | None) -> dict[str, Any]:
    """The fields of `ReturnFacts` that the items themselves give."""
    order, lines = goods.order, goods.lines or goods.asked
    delivered, today = delivered_on(order), order.region.local_date(world.now)
    registered = goods.registered_on or today
    window = shortest_window_days(order, lines, world.parameters)
    last = last_day(order, window)
    return {
        "known": True,
        "order_id": order.id,
        "order_status": order.status,
        "lines_known": set(slots.values.get("line_ids", ())) <= {line.id for line in order.lines},
        "region": order.region,
        "trade": order.trade,
        "days_since_delivery": (today - delivered).days if delivered else None,
        "registered_after_days": (registered - delivered).days if delivered else None,
        "return_window_days": window,
        "last_return_day": day(last) if last else None,
        "withdrawal_days": _withdrawal_days(world, order, delivered),
        "final_sale": any(line.final_sale for line in lines),
        "live_plant": any(line.category is Category.LIVE_PLANT for line in lines),
        "hygiene": any(line.category is Category.HYGIENE for line in lines),
        "unopened_until": _unopened_until(world, order, lines),
        "personalised": any(line.personalised for line in lines),
        "fault_claimed": reason in AT_FAULT if reason else None,
        "fault_recorded": damage_noted(world, order),
        "nothing_left": not goods.lines,
        "registered": not goods.registered.isdisjoint(line.id for line in goods.lines),
    }


def damage_noted(world: World, order: Order) -> bool:
    """Whether the carrier itself noted damage to one of the order's parcels."""
    return any(scan.code is ScanCode.DAMAGE_NOTED for parcel in parcels_of(world, order) for scan in parcel.scans)


def _unopened_until(world: World, order: Order, lines: tuple[OrderLine, ...]) -> str | None:
    """How long hygiene goods can go back whose seal is intact; None where none are among `lines`."""
    sealed = tuple(line for line in lines if line.category is Category.HYGIENE)
    if not sealed:
        return None
    last = last_day(order, shortest_window_days(order, sealed, world.parameters))
    return f"until {day(last)}" if last else "within the return window, which begins on delivery"


def _withdrawal_days(world: World, order: Order, delivered: date | None) -> int | None:
    if delivered is None or order.trade:
        return None
    return world.parameters.number("withdrawal_days", delivered, order.region.value)

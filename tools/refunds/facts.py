"""What decides whether money goes back, and how much."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tools.gate.parameters import Parameters
from tools.money import Money
from tools.orders.lookup import delivered_on
from tools.refunds.amounts import Sum, work_out
from tools.refunds.port import Refund, RefundGround
from tools.returns.facts import Goods, ReturnFacts, damage_noted, named_goods, return_facts
from tools.returns.port import ReturnReason
from tools.shipments.tracking import parcels_of, silence
from tools.tool import Matter, Slots, World


@dataclass(frozen=True, kw_only=True)
class RefundFacts(ReturnFacts):
    """Amounts are minor units of `currency`. Totals count earlier refunds and this one, goodwill aside."""

    ground: RefundGround | None = None
    currency: str | None = None
    refund_minor: int | None = None
    order_total_minor: int | None = None
    order_limit_minor: int | None = None
    customer_total_minor: int | None = None
    customer_limit_minor: int | None = None
    delivered: bool | None = None
    days_without_scan: int | None = None
    lost_after_days: int | None = None
    days_since_dispatch: int | None = None
    lost_claim_days: int | None = None
    damage_report_days: int | None = None
    goods_minor: int | None = None
    photo_limit_minor: int | None = None
    supervisor_limit_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Refundable:
    """The goods, on which ground, and what that comes to."""

    goods: Goods
    ground: RefundGround
    sum: Sum


def gather(world: World, slots: Slots) -> Matter[Refundable]:
    """The facts of a refund."""
    named, goods = named_goods(world, slots)
    if goods is None:
        return Matter(RefundFacts(known=named.known, order_id=slots.values.get("order_id")))
    ground: RefundGround | None = slots.values.get("ground")
    about = return_facts(world, goods, slots, _reason(goods))
    about |= {"returning": ground is RefundGround.RETURN, "ground": ground, "currency": goods.order.currency}
    if ground is None or slots.missing:
        return Matter(RefundFacts(**about), named.owner)
    worked_out = work_out(
        goods,
        ground,
        world.parameters,
        on=goods.registered_on or goods.order.region.local_date(world.now),
        fault_recorded=damage_noted(world, goods.order),
    )
    about |= _limits(world, goods, worked_out) | _parcel(world, goods) | _damage(goods, world.parameters)
    return Matter(RefundFacts(**about), named.owner, Refundable(goods, ground, worked_out))


def _reason(goods: Goods) -> ReturnReason | None:
    """Why the goods go back, when that was registered before."""
    wanted = {line.id for line in goods.lines}
    return next((r.reason for r in reversed(goods.returns) if wanted.intersection(r.line_ids)), None)


def _limits(world: World, goods: Goods, worked_out: Sum) -> dict[str, Any]:
    today = goods.order.region.local_date(world.now)
    days = world.parameters.number("refund_customer_limit_days", today)
    since = world.now - timedelta(days=days) if days is not None else goods.order.placed_at
    recent = world.records.refunds.for_customer_since(world.customer_id, since)
    amount = worked_out.amount.minor
    return {
        "refund_minor": amount,
        "order_total_minor": _counted(goods.refunds) + amount,
        "order_limit_minor": world.parameters.number("refund_order_limit", today),
        "customer_total_minor": _counted(recent) + amount,
        "customer_limit_minor": world.parameters.number("refund_customer_limit", today),
        "supervisor_limit_minor": world.parameters.number("refund_supervisor_limit", today),
    }


def _counted(refunds: tuple[Refund, ...]) -> int:
    """Minor units; goodwill is not a refund."""
    return sum(refund.amount.minor for refund in refunds if refund.ground is not RefundGround.GOODWILL)


def _parcel(world: World, goods: Goods) -> dict[str, Any]:
    """Of several parcels the one that was seen last decides: nothing is lost while one of them moves."""
    order = goods.order
    parcels = parcels_of(world, order)
    quiet = [silence(parcel, order, world.parameters, world.now) for parcel in parcels]
    waiting = [silent for silent in quiet if silent is not None]
    if not parcels or len(waiting) < len(parcels):
        return {"delivered": bool(order.delivered_at)}
    latest = min(waiting, key=lambda silent: silent.days_without_scan)
    dispatched = order.region.local_date(max(parcel.dispatched_at for parcel in parcels))
    return {
        "delivered": False,
        "days_without_scan": latest.days_without_scan,
        "lost_after_days": latest.lost_after_days,
        "days_since_dispatch": (order.region.local_date(world.now) - dispatched).days,
        "lost_claim_days": world.parameters.number("lost_claim_days", dispatched),
    }


def _damage(goods: Goods, parameters: Parameters) -> dict[str, Any]:
    delivered = delivered_on(goods.order)
    if delivered is None:
        return {}
    value = Money.total((line.paid for line in goods.lines), goods.order.currency)
    return {
        "damage_report_days": parameters.number("damage_report_days", delivered),
        "goods_minor": value.minor,
        "photo_limit_minor": parameters.number("damage_photo_limit", delivered),
    }

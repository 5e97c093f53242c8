"""What a refund comes to: from records and the policy in force, never from anything that was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tools.gate.parameters import Parameters
from tools.money import Money
from tools.orders.lookup import delivered_on, placed_on
from tools.orders.port import Category, Order, OrderLine, Service
from tools.refunds.port import RefundGround, RefundPart
from tools.returns.facts import Goods


@dataclass(frozen=True, slots=True)
class Sum:
    """A refund worked out. `amount` is the sum of `parts`; the deductions are what was taken off before."""

    parts: tuple[RefundPart, ...]
    amount: Money
    collection_fee: Money
    restocking_fee: Money
    delivery: Money


def work_out(goods: Goods, ground: RefundGround, parameters: Parameters, *, on: date, fault_recorded: bool) -> Sum:
    """The refund of the goods on this ground; `on` is the day the return was registered, or today.

    A return loses the collection fee of large items and a trade account's restocking fee, unless the carrier noted
    damage. Lost and damaged goods bring the delivery fee with them, as does a withdrawal from a whole order.
    """
    order = goods.order
    nothing = Money.zero(order.currency)
    collection, restocking, delivery = nothing, nothing, nothing
    if ground is not RefundGround.RETURN:
        delivery = order.delivery_fee - order.delivery_refunded
    else:
        if not fault_recorded:
            collection = _collection_fee(order, goods.lines, parameters)
            restocking = _restocking_fee(order, goods.lines, parameters)
        delivery = _withdrawn_delivery(goods, parameters, on)
    parts = _parts(goods.lines, collection + restocking, delivery)
    return Sum(parts, Money.total((part.amount for part in parts), order.currency), collection, restocking, delivery)


def _parts(lines: Sequence[OrderLine], deducted: Money, delivery: Money) -> tuple[RefundPart, ...]:
    """What each line gives back; the deductions are taken off the lines in order until they are used up."""
    parts = []
    for line in lines:
        off = min(deducted, line.refundable)
        deducted -= off
        if line.refundable > off:
            parts.append(RefundPart(line.id, line.refundable - off))
    if delivery and lines:
        parts.append(RefundPart(None, delivery))
    return tuple(parts)


def _collection_fee(order: Order, lines: Sequence[OrderLine], parameters: Parameters) -> Money:
    if not any(line.large for line in lines):
        return Money.zero(order.currency)
    name = "trade_collection_fee" if order.trade else "large_collection_fee"
    return Money(parameters.number(name, placed_on(order)) or 0, order.currency)


def _restocking_fee(order: Order, lines: Sequence[OrderLine], parameters: Parameters) -> Money:
    if not order.trade:
        return Money.zero(order.currency)
    percent = parameters.number("trade_restocking_percent", placed_on(order)) or 0
    total = Money.total((line.refundable for line in lines), order.currency)
    return Money((total.minor * percent + 50) // 100, order.currency)  # half a cent goes to the shop


def _withdrawn_delivery(goods: Goods, parameters: Parameters, on: date) -> Money:
    """The standard delivery fee, when a customer of the EU store withdraws from the whole order in time."""
    order, delivered = goods.order, delivered_on(goods.order)
    nothing = Money.zero(order.currency)
    if delivered is None or order.trade or len(goods.lines) != len(order.lines):
        return nothing
    days = parameters.number("withdrawal_days", delivered, order.region.value)
    if days is None or (on - delivered).days > days or any(map(_excluded, order.lines)):
        return nothing
    owed = order.delivery_fee - order.delivery_refunded
    if order.service is Service.STANDARD:
        return owed
    standard = parameters.number("withdrawal_standard_delivery_fee", delivered, order.region.value)
    return min(owed, Money(standard, order.currency)) if standard is not None else nothing


def _excluded(line: OrderLine) -> bool:
    """Whether the right of withdrawal does not reach this item."""
    return line.personalised or line.category in (Category.LIVE_PLANT, Category.HYGIENE)

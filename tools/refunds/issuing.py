"""Give money back: for goods that go back, a parcel that is lost, or goods that arrived damaged."""

from datetime import timedelta
from typing import Literal

from pydantic import Field

from tools.orders.lookup import OrderNumber, placed_on
from tools.refunds import destination
from tools.refunds.facts import Refundable, RefundFacts, gather
from tools.refunds.port import Refund, RefundGround, RefundRequest
from tools.returns.port import Return, ReturnReason
from tools.tool import Arguments, Call, Effect, Risk, Tool, ToolResult
from tools.words import day, listed

GROUNDS = {
    RefundGround.RETURN: "a return",
    RefundGround.LOST_PARCEL: "a lost parcel",
    RefundGround.DAMAGED: "damage on arrival",
}


class IssueRefund(Arguments):
    """Which order, which of its items (all when none is named), and on which ground. Never an amount."""

    order_id: OrderNumber
    line_ids: tuple[str, ...] = Field(default=(), max_length=50, description='Item ids such as "FH-10002-1"')
    ground: Literal[RefundGround.RETURN, RefundGround.LOST_PARCEL, RefundGround.DAMAGED]


def _consequence(call: Call[IssueRefund, Refundable]) -> str:
    subject, order = call.subject, call.subject.goods.order
    titles = listed([f"{line.quantity} × {line.title}" for line in subject.goods.lines])
    text = (
        f"Refund {subject.sum.amount} {destination.told(order, subject.sum.amount)} for {titles} from order "
        f"{order.id}, on the ground of {GROUNDS[subject.ground]}?{_breakdown(subject)}"
    )
    if subject.ground is not RefundGround.RETURN:
        return text
    return f"{text} The return is registered with it: you post the goods{_post_by(call)}."


def _run(call: Call[IssueRefund, Refundable]) -> ToolResult:
    world, subject, order = call.world, call.subject, call.subject.goods.order
    opened = _register(call) if subject.ground is RefundGround.RETURN else None
    refund = world.records.refunds.issue(
        RefundRequest(world.customer_id, order.id, subject.ground, subject.sum.parts, call.key, world.now)
    )
    summary = (
        f"Refund {refund.id} of {refund.amount} for order {order.id} was issued "
        f"{destination.told(order, refund.amount)}; it reaches you within {_time(call)} business days."
        f"{_breakdown(subject)}"
    )
    if opened:
        summary += f" Return {opened.id} is registered: post the goods with label {opened.label}{_post_by(call)}."
    return ToolResult(f"refund:{refund.id}", summary, _data(refund, opened))


def _register(call: Call[IssueRefund, Refundable]) -> Return | None:
    """Goods that go back need a return: the one that is open, or a new one for what is in none."""
    world, goods = call.world, call.subject.goods
    fresh = [line.id for line in goods.lines if line.id not in goods.registered]
    if not fresh:
        return None
    reason = ReturnReason.CHANGED_MIND
    return world.records.returns.open(world.customer_id, goods.order.id, fresh, reason, at=world.now)


def _breakdown(subject: Refundable) -> str:
    """What was taken off and what was added, where anything was."""
    worked_out = subject.sum
    parts = [
        f"a collection fee of {worked_out.collection_fee} is deducted" if worked_out.collection_fee else "",
        f"a restocking fee of {worked_out.restocking_fee} is deducted" if worked_out.restocking_fee else "",
        f"the delivery fee of {worked_out.delivery} is included" if worked_out.delivery else "",
    ]
    said = [part for part in parts if part]
    return f" {listed(said)[0].upper()}{listed(said)[1:]}." if said else ""


def _post_by(call: Call[IssueRefund, Refundable]) -> str:
    order = call.subject.goods.order
    days = call.world.parameters.number("return_post_days", placed_on(order))
    today = order.region.local_date(call.world.now)
    return f" by {day(today + timedelta(days=days))}" if days is not None else ""


def _time(call: Call[IssueRefund, Refundable]) -> int | str:
    today = call.subject.goods.order.region.local_date(call.world.now)
    return call.world.parameters.number("refund_business_days", today) or "a few"


def _data(refund: Refund, opened: Return | None) -> dict[str, object]:
    return {
        "refund_id": refund.id,
        "order_id": refund.order_id,
        "ground": refund.ground.value,
        "amount": str(refund.amount),
        "amount_minor": refund.amount.minor,
        "currency": refund.amount.currency,
        "lines": [part.line_id for part in refund.parts if part.line_id],
        "return_id": opened.id if opened else None,
    }


ISSUE_REFUND = Tool(
    name="issue_refund",
    description=(
        "Refund an order or some of its items because they go back (return), the parcel is lost (lost_parcel) or they "
        "arrived damaged (damaged). The amount is worked out from the records."
    ),
    arguments=IssueRefund,
    facts=RefundFacts,
    effect=Effect.WRITE,
    risk=Risk.HIGH,
    example="I want my money back for FH-10002.",
    gather=gather,
    run=_run,
    consequence=_consequence,
    key=lambda call: f"{call.subject.goods.key}:{call.subject.ground.value}",
    groups=frozenset({"order", "goods", "return"}),
)

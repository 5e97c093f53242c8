"""Can it go back? Asks the gate what it would say to registering the return, item by item."""

from typing import Any

from pydantic import Field

from tools.gate.decision import Decision, Status
from tools.orders.lookup import OrderNumber
from tools.orders.port import OrderLine
from tools.returns.facts import Goods, ReturnFacts, named_goods, return_facts
from tools.returns.port import ReturnReason
from tools.returns.starting import START_RETURN
from tools.returns.window import last_day, window_days
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World
from tools.words import counted, day, listed

ONLY_UNOPENED = ("return-hygiene",)  # the rule that stands in the way where no record says what was opened
MAY = (Status.ALLOWED, Status.NEEDS_APPROVAL)


class CheckReturnEligibility(Arguments):
    """Which order, and which of its items; all of them when none is named."""

    order_id: OrderNumber
    line_ids: tuple[str, ...] = Field(default=(), max_length=50, description='Item ids such as "FH-10002-1"')


def _gather(world: World, slots: Slots) -> Matter[Goods]:
    named, goods = named_goods(world, slots)
    if goods is None:
        return Matter(ReturnFacts(known=named.known, order_id=slots.values.get("order_id")))
    return Matter(ReturnFacts(**return_facts(world, goods, slots, None), returning=False), named.owner, goods)


def _run(call: Call[CheckReturnEligibility, Goods]) -> ToolResult:
    goods = call.subject
    judged = [(line, _judge(call, line)) for line in goods.asked]
    yes = [line for line, decision in judged if decision.status in MAY]
    no = [(line, decision) for line, decision in judged if decision.status not in MAY]
    sentences = [*_granted(call, yes, all_of_it=not no), *_refused(goods, no, all_of_it=not yes)]
    data = {"order_id": goods.order.id, "lines": [_plain(call, line, decision) for line, decision in judged]}
    return ToolResult(f"order:{goods.order.id}", " ".join(sentences), data)


def _judge(call: Call[CheckReturnEligibility, Goods], line: OrderLine) -> Decision:
    arguments = {
        "order_id": call.subject.order.id,
        "line_ids": [line.id],
        "reason": ReturnReason.CHANGED_MIND.value,
    }
    return call.world.judge(START_RETURN.name, arguments)


def _granted(call: Call[CheckReturnEligibility, Goods], lines: list[OrderLine], *, all_of_it: bool) -> list[str]:
    """One sentence per last day."""
    goods = call.subject
    by_day: dict[str, list[OrderLine]] = {}
    for line in lines:
        by_day.setdefault(_until(call.world, goods, line), []).append(line)
    whole = all_of_it and len(by_day) == 1
    return [
        f"{f'Order {goods.order.id}' if whole else _titles(some)} can be returned{until}."
        for until, some in by_day.items()
    ]


def _until(world: World, goods: Goods, line: OrderLine) -> str:
    order = goods.order
    window = window_days(order, line, world.parameters)
    if line.final_sale and order.delivered_at:  # only the right of withdrawal lets it go back
        window = world.parameters.number(
            "withdrawal_days", order.region.local_date(order.delivered_at), order.region.value
        )
    last = last_day(order, window)
    return f" until {day(last)}, {counted(window, 'day')} from delivery" if last and window is not None else ""


def _refused(goods: Goods, lines: list[tuple[OrderLine, Decision]], *, all_of_it: bool) -> list[str]:
    """One sentence per reason."""
    by_reason: dict[str, list[OrderLine]] = {}
    for line, decision in lines:
        text = " ".join(reason.text for reason in decision.reasons)
        by_reason.setdefault(f"{_verdict(decision)}. {text}", []).append(line)
    whole = all_of_it and len(by_reason) == 1
    return [f"{f'Order {goods.order.id}' if whole else _titles(some)} {text}" for text, some in by_reason.items()]


def _verdict(decision: Decision) -> str:
    only = tuple(reason.rule_id for reason in decision.reasons) == ONLY_UNOPENED
    return "can be returned only unopened" if only else "cannot be returned"


def _titles(lines: list[OrderLine]) -> str:
    return listed([line.title for line in lines])


def _plain(call: Call[CheckReturnEligibility, Goods], line: OrderLine, decision: Decision) -> dict[str, Any]:
    last = last_day(call.subject.order, window_days(call.subject.order, line, call.world.parameters))
    return {
        "line_id": line.id,
        "title": line.title,
        "eligible": decision.status in MAY,
        "last_day": last.isoformat() if last else None,
        "rule_ids": [reason.rule_id for reason in decision.reasons],
        "reasons": [reason.text for reason in decision.reasons],
    }


CHECK_RETURN_ELIGIBILITY = Tool(
    name="check_return_eligibility",
    description="Find out whether an order or some of its items can still be returned, until when, and if not why.",
    arguments=CheckReturnEligibility,
    facts=ReturnFacts,
    effect=Effect.READ,
    risk=Risk.LOW,
    example="Can I still return order FH-10004?",
    gather=_gather,
    run=_run,
    groups=frozenset({"order", "goods"}),
)

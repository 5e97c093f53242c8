"""Offer to pass a wish for goodwill on to a person. No credit is given here, and nothing is passed on unasked."""

from dataclasses import dataclass

from tools.orders.lookup import OrderNumber
from tools.tickets.opening import Promise, hand_over, promised
from tools.tickets.port import TicketCategory, TicketPriority
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World


class RequestGoodwill(Arguments):
    """The order it is about, where one was named."""

    order_id: OrderNumber | None = None


@dataclass(frozen=True)
class GoodwillFacts:
    """Nothing to judge on: anybody may ask, and a person decides."""


def _gather(world: World, _slots: Slots) -> Matter[Promise]:
    return Matter(GoodwillFacts(), subject=promised(world))


def _offer(call: Call[RequestGoodwill, Promise]) -> str:
    order = call.arguments.order_id
    about = f" about order {order}" if order else ""
    return (
        "I cannot give a goodwill credit myself; a colleague decides that. "
        f"I can pass your request{about} on with this conversation."
    )


def _run(call: Call[RequestGoodwill, Promise]) -> ToolResult:
    order = call.arguments.order_id
    category = TicketCategory.ORDER if order else TicketCategory.GENERAL
    summary = f"Asks for a goodwill credit{f' on order {order}' if order else ''}."
    return hand_over(call, TicketPriority.NORMAL, category, summary)


REQUEST_GOODWILL = Tool(
    name="request_goodwill",
    description="Offer to pass the customer's wish for a goodwill credit on to a person, who decides on it.",
    arguments=RequestGoodwill,
    facts=GoodwillFacts,
    effect=Effect.WRITE,
    risk=Risk.LOW,
    example="Can I have a goodwill credit for all the trouble?",
    gather=_gather,
    run=_run,
    consequence=_offer,
    key=lambda call: call.arguments.order_id or "",
    open=True,
    escalates=True,
)

TOOLS = (REQUEST_GOODWILL,)

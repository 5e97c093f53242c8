"""Hand a matter to a person.

A matter is its category, its priority and its words, whatever their case, spacing and punctuation: said again it stays
one ticket, while a second matter, or the same one grown more pressing, opens another. Under `general` the words do not
count: asking for a person again, in other words, is still the same request; whoever takes the ticket reads the whole
conversation.
"""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic import Field

from tools.accounts.port import CustomerId
from tools.tickets.port import NewTicket, TicketCategory, TicketPriority
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World

_WORD = re.compile(r"\w+")


class CreateTicket(Arguments):
    """What a person should know."""

    summary: str = Field(min_length=1, max_length=4000)
    priority: TicketPriority = TicketPriority.NORMAL
    category: TicketCategory = TicketCategory.GENERAL


@dataclass(frozen=True)
class TicketFacts:
    """Nothing to judge on: anybody may ask for a person at any time."""


@dataclass(frozen=True, slots=True)
class Promise:
    """How soon a person replies."""

    business_days: int | None
    safety_hours: int | None


def _gather(world: World, slots: Slots) -> Matter[Promise]:
    if slots.missing:
        return Matter(TicketFacts())
    return Matter(TicketFacts(), subject=promised(world))


def promised(world: World) -> Promise:
    """What the policy in force today says of it."""
    today = world.now.date()
    return Promise(
        world.parameters.number("reply_business_days", today), world.parameters.number("safety_reply_hours", today)
    )


def _run(call: Call[CreateTicket, Promise]) -> ToolResult:
    arguments = call.arguments
    return hand_over(call, arguments.priority, arguments.category, arguments.summary)


def hand_over(call: Call[Any, Promise], priority: TicketPriority, category: TicketCategory, summary: str) -> ToolResult:
    """Open the ticket under the call's key, and say so with the promise."""
    world = call.world
    ticket = world.records.tickets.open(
        NewTicket(
            customer_id=CustomerId(world.customer_id) if world.session.verified else None,
            conversation_id=world.session.conversation_id,
            priority=priority,
            category=category,
            summary=summary,
            idempotency_key=call.key,
            at=world.now,
        )
    )
    return ToolResult(
        f"ticket:{ticket.id}",
        f"Your request is with our team as ticket {ticket.id}. {_soon(ticket.priority, call.subject)}",
        {"ticket_id": ticket.id, "priority": ticket.priority.value, "category": ticket.category.value},
    )


def _matter(call: Call[CreateTicket, Promise]) -> str:
    """The ticket's key within its conversation."""
    arguments = call.arguments
    standing = f"{arguments.category.value}:{arguments.priority.value}"
    if arguments.category is TicketCategory.GENERAL:
        return standing
    words = " ".join(_WORD.findall(unicodedata.normalize("NFKC", arguments.summary).casefold()))
    return f"{standing}:{sha256(words.encode()).hexdigest()}"


def _soon(priority: TicketPriority, promise: Promise) -> str:
    """The promise in words."""
    if priority is TicketPriority.URGENT and promise.safety_hours is not None:
        return f"A person replies within {promise.safety_hours} hours."
    if promise.business_days is None:
        return "A person replies as soon as possible."
    return f"A person replies within {promise.business_days} business day{'s' * (promise.business_days != 1)}."


CREATE_TICKET = Tool(
    name="create_ticket",
    description="Hand the conversation to a person, with a summary of what the customer wants and what was tried.",
    arguments=CreateTicket,
    facts=TicketFacts,
    effect=Effect.WRITE,
    risk=Risk.LOW,
    example="I want to talk to a person.",
    gather=_gather,
    run=_run,
    key=_matter,
    open=True,
    unrecorded=frozenset({"summary"}),
    escalates=True,
)

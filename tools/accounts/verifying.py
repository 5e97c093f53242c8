"""Prove to be a customer: an order number, the e-mail address on it and its postcode."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from tools.accounts.port import Claim, Customer
from tools.orders.lookup import OrderNumber
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World

MISMATCH = "These details do not match an order."  # never which one, nor whether the order exists


class VerifyIdentity(Arguments):
    """Three details of one order."""

    order_id: OrderNumber
    email: str = Field(min_length=3, max_length=254, pattern="@")
    postcode: str = Field(min_length=3, max_length=12)


@dataclass(frozen=True)
class VerificationFacts:
    """`locked`: too many attempts failed, for this account or in this conversation. No record is looked into."""

    locked: bool = False


def _gather(world: World, slots: Slots) -> Matter[Claim]:
    if slots.missing:
        return Matter(VerificationFacts())
    claim = Claim(**slots.values)
    locked = world.records.accounts.locked_until(claim, world.session.conversation_id, world.now)
    return Matter(VerificationFacts(locked=locked is not None), subject=claim)


def _hold(world: World, slots: Slots) -> None:
    """Claims made at once are judged one after the other, each after the failures of those before it."""
    if not slots.missing:
        world.records.accounts.hold_claim(Claim(**slots.values), world.session.conversation_id, world.now)


def _run(call: Call[VerifyIdentity, Claim]) -> ToolResult:
    accounts, claim, conversation = call.world.records.accounts, call.subject, call.world.session.conversation_id
    customer = accounts.find(claim)
    if customer is not None:
        accounts.clear_failures(claim, conversation)
        return _welcome(customer)
    settings = call.world.settings
    locked = accounts.record_failure(
        claim,
        conversation,
        now=call.world.now,
        attempts=settings.verification_attempts,
        lock=settings.verification_lock,
    )
    return _mismatch(conversation, locked, int(settings.verification_lock.total_seconds() // 60))


def _welcome(customer: Customer) -> ToolResult:
    return ToolResult(
        f"customer:{customer.id}",
        f"Thank you, {customer.name}: you are verified.",
        {"verified": True, "customer_id": customer.id, "region": customer.region.value},
        verified_customer_id=customer.id,
    )


def _mismatch(conversation: str, locked: datetime | None, minutes: int) -> ToolResult:
    summary = f"{MISMATCH} Verification is locked for {minutes} minutes." if locked else f"{MISMATCH} Please try again."
    return ToolResult(f"conversation:{conversation}", summary, {"verified": False, "locked": locked is not None})


VERIFY_IDENTITY = Tool(
    name="verify_identity",
    description="Verify the customer with an order number, the e-mail address on that order and its postcode.",
    arguments=VerifyIdentity,
    facts=VerificationFacts,
    effect=Effect.WRITE,
    risk=Risk.MEDIUM,
    example="It's order FH-10001, maya.lindqvist@example.com, postcode 97205.",
    gather=_gather,
    run=_run,
    hold=_hold,
    open=True,
    unrecorded=frozenset({"email", "postcode"}),
)

"""Skip the next delivery, or end the subscription."""

from tools.subscriptions.lookup import OneSubscription, SubscriptionFacts, named_subscription, plain
from tools.subscriptions.port import Subscription
from tools.tool import Call, Effect, Risk, Tool, ToolResult
from tools.words import day


def _skip_consequence(call: Call[OneSubscription, Subscription]) -> str:
    subscription = call.subject
    return (
        f"Skip the delivery of {subscription.product} ({subscription.id}) on {day(subscription.next_renewal)}? "
        f"{subscription.price} will not be charged; the next delivery comes {subscription.interval_days} days later."
    )


def _skip(call: Call[OneSubscription, Subscription]) -> ToolResult:
    world, before = call.world, call.subject
    after = world.records.subscriptions.skip(world.customer_id, before.id, renewal=before.next_renewal)
    summary = (
        f"The delivery of {after.product} ({after.id}) on {day(before.next_renewal)} is skipped. "
        f"The next one comes on {day(after.next_renewal)}."
    )
    return ToolResult(f"subscription:{after.id}", summary, plain(after))


def _cancel_consequence(call: Call[OneSubscription, Subscription]) -> str:
    subscription = call.subject
    return (
        f"Cancel the subscription {subscription.id} ({subscription.product})? It ends at once: no delivery comes on "
        f"{day(subscription.next_renewal)} or later, and {subscription.price} will not be charged again."
    )


def _cancel(call: Call[OneSubscription, Subscription]) -> ToolResult:
    world = call.world
    ended = world.records.subscriptions.cancel(world.customer_id, call.subject.id, at=world.now)
    summary = f"The subscription {ended.id} ({ended.product}) is cancelled. No further delivery comes."
    return ToolResult(f"subscription:{ended.id}", summary, plain(ended))


SKIP_DELIVERY = Tool(
    name="skip_delivery",
    description="Skip the next delivery of a refill subscription.",
    arguments=OneSubscription,
    facts=SubscriptionFacts,
    effect=Effect.WRITE,
    risk=Risk.MEDIUM,
    example="Skip the next delivery of SUB-2001, please.",
    gather=named_subscription,
    run=_skip,
    consequence=_skip_consequence,
    key=lambda call: f"{call.subject.id}:{call.subject.next_renewal}",
    groups=frozenset({"subscription"}),
)

CANCEL_SUBSCRIPTION = Tool(
    name="cancel_subscription",
    description="End a refill subscription.",
    arguments=OneSubscription,
    facts=SubscriptionFacts,
    effect=Effect.WRITE,
    risk=Risk.HIGH,
    example="I want to cancel my subscription SUB-2001.",
    gather=named_subscription,
    run=_cancel,
    consequence=_cancel_consequence,
    groups=frozenset({"subscription"}),
)

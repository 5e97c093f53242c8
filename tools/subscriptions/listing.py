"""The customer's subscriptions."""

from tools.subscriptions.lookup import plain
from tools.subscriptions.port import Subscription, SubscriptionStatus
from tools.tool import Arguments, Call, Effect, Matter, NoFacts, Risk, Slots, Tool, ToolResult, World
from tools.words import day


class ListSubscriptions(Arguments):
    """Nothing to say: the customer's own subscriptions."""


def _gather(world: World, _slots: Slots) -> Matter[tuple[Subscription, ...]]:
    return Matter(NoFacts(), world.customer_id, world.records.subscriptions.list(world.customer_id))


def _run(call: Call[ListSubscriptions, tuple[Subscription, ...]]) -> ToolResult:
    record = f"customer:{call.world.customer_id}"
    if not call.subject:
        return ToolResult(record, "There are no subscriptions on your account.", {"subscriptions": []})
    told = "; ".join(map(_told, call.subject))
    return ToolResult(record, f"Your subscriptions: {told}.", {"subscriptions": [*map(plain, call.subject)]})


def _told(subscription: Subscription) -> str:
    text = f"{subscription.id}, {subscription.product}"
    if subscription.status is not SubscriptionStatus.ACTIVE:
        return f"{text}, {subscription.status.value}"
    return (
        f"{text}, {subscription.price} every {subscription.interval_days} days, "
        f"next delivery on {day(subscription.next_renewal)}"
    )


LIST_SUBSCRIPTIONS = Tool(
    name="list_subscriptions",
    description="List the customer's refill subscriptions with price and next delivery.",
    arguments=ListSubscriptions,
    facts=NoFacts,
    effect=Effect.READ,
    risk=Risk.LOW,
    example="Which subscriptions do I have?",
    gather=_gather,
    run=_run,
)

"""The subscription a request names, and what decides whether its next delivery can be changed."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from tools.subscriptions.port import Subscription, SubscriptionId, SubscriptionStatus
from tools.tool import Arguments, Matter, Slots, World

_ID = re.compile(r"^(?:SUB[-\s]?)?(\d{4})$", re.IGNORECASE)


def _canonical(value: object) -> object:
    match = _ID.match(value.strip()) if isinstance(value, str) else None
    return f"SUB-{match[1]}" if match else value


SubscriptionNumber = Annotated[str, BeforeValidator(_canonical), StringConstraints(pattern=r"^SUB-\d{4}$")]


class OneSubscription(Arguments):
    """Which subscription."""

    subscription_id: SubscriptionNumber


@dataclass(frozen=True)
class SubscriptionFacts:
    """What decides. Days count in the customer's region, from today to the day of the next renewal."""

    known: bool | None = None
    subscription_id: str | None = None
    status: SubscriptionStatus | None = None
    days_until_renewal: int | None = None
    notice_days: int | None = None
    introductory: bool | None = None
    deliveries_taken: int | None = None
    introductory_deliveries: int | None = None


def named_subscription(world: World, slots: Slots) -> Matter[Subscription]:
    """The subscription in the slots. Unknown and somebody else's look the same."""
    subscription_id = slots.values.get("subscription_id")
    if subscription_id is None:
        return Matter(SubscriptionFacts())
    found = world.records.subscriptions.get(world.customer_id, SubscriptionId(subscription_id))
    customer = world.records.accounts.get(world.customer_id)
    if found is None or customer is None:
        return Matter(SubscriptionFacts(known=False, subscription_id=subscription_id))
    today = customer.region.local_date(world.now)
    facts = SubscriptionFacts(
        known=True,
        subscription_id=found.id,
        status=found.status,
        days_until_renewal=(found.next_renewal - today).days,
        notice_days=world.parameters.number("subscription_notice_days", today),
        introductory=found.introductory,
        deliveries_taken=found.deliveries_taken,
        introductory_deliveries=world.parameters.number("introductory_deliveries", today),
    )
    return Matter(facts, found.customer_id, found)


def plain(subscription: Subscription) -> dict[str, object]:
    """The subscription as JSON-ready data."""
    return {
        "subscription_id": subscription.id,
        "product": subscription.product,
        "price": str(subscription.price),
        "status": subscription.status.value,
        "next_renewal": subscription.next_renewal.isoformat(),
        "interval_days": subscription.interval_days,
    }

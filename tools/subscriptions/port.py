"""Refill subscriptions."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol

from tools.accounts.port import CustomerId
from tools.money import Money
from tools.problem import RecordProblemError

SubscriptionId = NewType("SubscriptionId", str)  # "SUB-2001"


class SubscriptionStatus(StrEnum):
    """Whether deliveries come."""

    ACTIVE = "active"
    PAUSED = "paused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription. `next_renewal` is a day on the customer's local calendar; `interval_days` apart."""

    id: SubscriptionId
    customer_id: CustomerId
    product: str
    price: Money  # per delivery, after the subscription discount
    interval_days: int
    next_renewal: date
    status: SubscriptionStatus
    deliveries_taken: int
    introductory: bool  # bought on the introductory offer
    started_on: date
    cancelled_at: datetime | None


class SubscriptionStateError(RecordProblemError):
    """The subscription is not active, or its next delivery is no longer the one that was meant."""

    def __init__(self, subscription_id: SubscriptionId, detail: str) -> None:
        super().__init__(f"subscription:{subscription_id}", detail)
        self.subscription_id = subscription_id


class Subscriptions(Protocol):
    """Subscriptions, each seen only by its customer."""

    def get(self, customer_id: CustomerId, subscription_id: SubscriptionId) -> Subscription | None:
        """The subscription, or None: unknown and somebody else's look the same."""

    def list(self, customer_id: CustomerId) -> tuple[Subscription, ...]:
        """All the customer's subscriptions, by id."""

    def skip(self, customer_id: CustomerId, subscription_id: SubscriptionId, *, renewal: date) -> Subscription:
        """Leave out the delivery due on `renewal`: the next one is an interval later.

        Raises RecordNotFoundError, SubscriptionStateError (not active, or `renewal` is not its next).
        """

    def cancel(self, customer_id: CustomerId, subscription_id: SubscriptionId, *, at: datetime) -> Subscription:
        """Stop all deliveries. Raises RecordNotFoundError, SubscriptionStateError (already cancelled)."""

"""Customers as the rest of the system sees them, and how a claim to be one of them is checked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType, Protocol

from tools.region import Region

CustomerId = NewType("CustomerId", str)  # "C-1001"


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer. `locked_until` is the end of the latest verification lock, which may have passed."""

    id: CustomerId
    name: str
    email: str
    postcode: str
    region: Region
    trade: bool
    points: int  # Fern Points
    verification_failures: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says to prove who they are: an order number and two details of it, as typed."""

    order_id: str
    email: str
    postcode: str


class Accounts(Protocol):
    """Customers' accounts."""

    def get(self, customer_id: CustomerId) -> Customer | None:
        """The customer, or None when unknown."""

    def hold(self, customer_id: CustomerId) -> None:
        """Make other writers about this customer wait until the transaction ends, so that cumulative limits hold."""

    def find(self, claim: Claim) -> Customer | None:
        """The customer whom all three details fit; None for any mismatch, never saying which.

        Case and spaces do not count.
        """

    def hold_claim(self, claim: Claim, conversation_id: str, now: datetime) -> None:
        """Make other attempts on this account or in this conversation wait until the transaction ends.

        Before `locked_until` in a transaction that goes on to judge the claim, or attempts made at once slip past it.
        """

    def locked_until(self, claim: Claim, conversation_id: str, now: datetime) -> datetime | None:
        """The end of a lock in force at `now` on the claimed account or on the conversation; None when free.

        An order number that does not exist locks just as a real one does.
        """

    def record_failure(
        self, claim: Claim, conversation_id: str, *, now: datetime, attempts: int, lock: timedelta
    ) -> datetime | None:
        """Count a failed claim against the claimed account and the conversation; returns the lock's end, if locked.

        The failure number `attempts` locks for `lock`. Failures further apart than `lock` do not add up.
        """

    def clear_failures(self, claim: Claim, conversation_id: str) -> None:
        """Forget the failures of the claimed account and the conversation: the claim was proven."""

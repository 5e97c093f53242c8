"""Money given back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from tools.accounts.port import CustomerId
from tools.money import Money
from tools.orders.port import LineId, OrderId
from tools.problem import RecordProblemError

RefundId = NewType("RefundId", str)  # "RF-5001"


class RefundGround(StrEnum):
    """Why money went back."""

    RETURN = "return"
    LOST_PARCEL = "lost_parcel"
    DAMAGED = "damaged"
    GOODWILL = "goodwill"


@dataclass(frozen=True, slots=True)
class RefundPart:
    """A share of a refund: of one line, or of the delivery fee when `line_id` is None. Always more than zero."""

    line_id: LineId | None
    amount: Money


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """A refund to issue, with amounts already worked out. One `idempotency_key`, one refund."""

    customer_id: CustomerId
    order_id: OrderId
    ground: RefundGround
    parts: tuple[RefundPart, ...]
    idempotency_key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund that was issued. `amount` is the sum of `parts`."""

    id: RefundId
    customer_id: CustomerId
    order_id: OrderId
    ground: RefundGround
    amount: Money
    parts: tuple[RefundPart, ...]
    idempotency_key: str
    created_at: datetime


class OverRefundError(RecordProblemError):
    """More would go back than was paid for the order, a line or the delivery; the database refused it."""

    def __init__(self, order_id: OrderId) -> None:
        super().__init__(f"order:{order_id}", "the refund exceeds what was paid")
        self.order_id = order_id


class EmptyRefundError(RecordProblemError):
    """A refund without parts, or with a part of zero or less."""

    def __init__(self, order_id: OrderId) -> None:
        super().__init__(f"order:{order_id}", "there is nothing to refund")
        self.order_id = order_id


class Refunds(Protocol):
    """Refunds, each seen only by the customer it was paid to."""

    def for_order(self, customer_id: CustomerId, order_id: OrderId) -> tuple[Refund, ...]:
        """The order's refunds, oldest first; empty when there are none, unknown or somebody else's."""

    def for_customer_since(self, customer_id: CustomerId, since: datetime) -> tuple[Refund, ...]:
        """The customer's refunds created at or after `since`, oldest first."""

    def issue(self, request: RefundRequest) -> Refund:
        """Write the refund and add it to the order's and lines' totals; a known key returns the refund it made.

        Raises RecordNotFoundError (also for a line of another order), EmptyRefundError, CurrencyMismatchError,
        OverRefundError, IdempotencyConflictError.
        """

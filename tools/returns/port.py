"""Goods on their way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from tools.accounts.port import CustomerId
from tools.orders.port import LineId, OrderId
from tools.problem import RecordProblemError

ReturnId = NewType("ReturnId", str)  # "R-4001"


class ReturnReason(StrEnum):
    """Why goods come back, in the customer's choice."""

    CHANGED_MIND = "changed_mind"
    DOES_NOT_FIT = "does_not_fit"
    NOT_AS_DESCRIBED = "not_as_described"
    WRONG_ITEM = "wrong_item"
    DAMAGED = "damaged"
    FAULTY = "faulty"


class ReturnStatus(StrEnum):
    """Where a return stands. Open until the goods arrive or the customer keeps them."""

    OPEN = "open"
    RECEIVED = "received"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Return:
    """A registered return. `label` is the code on the prepaid label."""

    id: ReturnId
    customer_id: CustomerId
    order_id: OrderId
    line_ids: tuple[LineId, ...]
    reason: ReturnReason
    label: str
    status: ReturnStatus
    opened_at: datetime


class LineAlreadyReturningError(RecordProblemError):
    """A line is already part of an open return."""

    def __init__(self, order_id: OrderId) -> None:
        super().__init__(f"order:{order_id}", "a return is already open for one of these lines")
        self.order_id = order_id


class Returns(Protocol):
    """Returns, each seen only by the customer who registered it."""

    def for_order(self, customer_id: CustomerId, order_id: OrderId) -> tuple[Return, ...]:
        """The order's returns, oldest first; empty when there are none, unknown or somebody else's."""

    def open(
        self,
        customer_id: CustomerId,
        order_id: OrderId,
        line_ids: Sequence[LineId],
        reason: ReturnReason,
        *,
        at: datetime,
    ) -> Return:
        """Register a return of the lines and make its label.

        Raises RecordNotFoundError (also for a line of another order, or no line), LineAlreadyReturningError.
        """

"""Refunds in the business database."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tools.accounts.port import CustomerId
from tools.counters import next_number
from tools.money import Money
from tools.orders.models import OrderRow
from tools.orders.port import LineId, OrderId
from tools.problem import IdempotencyConflictError, RecordNotFoundError
from tools.refunds.models import RefundPartRow, RefundRow
from tools.refunds.port import EmptyRefundError, OverRefundError, Refund, RefundId, RefundPart, RefundRequest

FIRST = 5001  # the number of the first refund


class SqlRefunds:
    """The `Refunds` port on one SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def for_order(self, customer_id: CustomerId, order_id: OrderId) -> tuple[Refund, ...]:
        return self._all(RefundRow.customer_id == customer_id, RefundRow.order_id == order_id)

    def for_customer_since(self, customer_id: CustomerId, since: datetime) -> tuple[Refund, ...]:
        return self._all(RefundRow.customer_id == customer_id, RefundRow.created_at >= since)

    def issue(self, request: RefundRequest) -> Refund:
        order = self._held_order(request)
        known = self._all(RefundRow.idempotency_key == request.idempotency_key)
        if known:
            return _replayed(known[0], request)
        amount = _amount(request, order)
        refund_id = RefundId(f"RF-{next_number(self._session, 'refund', FIRST)}")
        self._insert_refund(refund_id, amount, request)
        self._insert_parts(refund_id, request)
        for counted in (*order.lines, order):
            self._session.expire(counted)  # the triggers changed its totals
        return _refund_of(self._session.get_one(RefundRow, refund_id))

    def _all(self, *conditions: ColumnElement[bool]) -> tuple[Refund, ...]:
        oldest_first = select(RefundRow).where(*conditions).order_by(RefundRow.created_at, RefundRow.id)
        return tuple(map(_refund_of, self._session.scalars(oldest_first)))

    def _held_order(self, request: RefundRequest) -> OrderRow:
        """The order, held until the transaction ends."""
        row = self._session.scalar(
            select(OrderRow)
            .where(OrderRow.id == request.order_id, OrderRow.customer_id == request.customer_id)
            .with_for_update()
        )
        if row is None:
            raise RecordNotFoundError(f"order:{request.order_id}")
        return row

    def _insert_refund(self, refund_id: RefundId, amount: Money, request: RefundRequest) -> None:
        row = RefundRow(
            id=refund_id,
            customer_id=request.customer_id,
            order_id=request.order_id,
            ground=request.ground,
            currency=amount.currency,
            amount_minor=amount.minor,
            idempotency_key=request.idempotency_key,
            created_at=request.at,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError as error:  # only the key is left to clash: another order's refund took it
            raise IdempotencyConflictError(f"order:{request.order_id}", request.idempotency_key) from error

    def _insert_parts(self, refund_id: RefundId, request: RefundRequest) -> None:
        rows = (
            RefundPartRow(
                refund_id=refund_id,
                position=position,
                order_id=request.order_id,
                line_id=part.line_id,
                amount_minor=part.amount.minor,
            )
            for position, part in enumerate(request.parts)
        )
        try:
            with self._session.begin_nested():
                self._session.add_all(rows)
        except IntegrityError as error:
            raise OverRefundError(request.order_id) from error


def _amount(request: RefundRequest, order: OrderRow) -> Money:
    """The parts' sum; raises when a part is nothing, of another order or in another currency."""
    if not request.parts or any(part.amount.minor <= 0 for part in request.parts):
        raise EmptyRefundError(request.order_id)
    line_ids = {None, *(line.id for line in order.lines)}
    for part in request.parts:
        if part.line_id not in line_ids:
            raise RecordNotFoundError(f"line:{part.line_id}")
    return Money.total((part.amount for part in request.parts), order.currency)


def _replayed(known: Refund, request: RefundRequest) -> Refund:
    same = (known.customer_id, known.order_id, known.ground, known.parts)
    if same != (request.customer_id, request.order_id, request.ground, request.parts):
        raise IdempotencyConflictError(f"order:{request.order_id}", request.idempotency_key)
    return known


def _refund_of(row: RefundRow) -> Refund:
    return Refund(
        id=RefundId(row.id),
        customer_id=CustomerId(row.customer_id),
        order_id=OrderId(row.order_id),
        ground=row.ground,
        amount=Money(row.amount_minor, row.currency),
        parts=tuple(_part_of(part, row.currency) for part in row.parts),
        idempotency_key=row.idempotency_key,
        created_at=row.created_at,
    )


def _part_of(row: RefundPartRow, currency: str) -> RefundPart:
    return RefundPart(LineId(row.line_id) if row.line_id else None, Money(row.amount_minor, currency))

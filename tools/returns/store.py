"""Returns in the business database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tools.accounts.port import CustomerId
from tools.counters import next_number
from tools.orders.models import OrderLineRow, OrderRow
from tools.orders.port import LineId, OrderId
from tools.problem import RecordNotFoundError
from tools.returns.models import ReturnLineRow, ReturnRow
from tools.returns.port import LineAlreadyReturningError, Return, ReturnId, ReturnReason, ReturnStatus

FIRST = 4001  # the number of the first return


class SqlReturns:
    """The `Returns` port on one SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def for_order(self, customer_id: CustomerId, order_id: OrderId) -> tuple[Return, ...]:
        rows = (
            select(ReturnRow)
            .where(ReturnRow.customer_id == customer_id, ReturnRow.order_id == order_id)
            .order_by(ReturnRow.opened_at, ReturnRow.id)
        )
        return tuple(map(_return_of, self._session.scalars(rows)))

    def open(
        self,
        customer_id: CustomerId,
        order_id: OrderId,
        line_ids: Sequence[LineId],
        reason: ReturnReason,
        *,
        at: datetime,
    ) -> Return:
        wanted = sorted(set(line_ids))
        self._check_lines(customer_id, order_id, wanted)
        number = next_number(self._session, "return", FIRST)
        row = ReturnRow(
            id=f"R-{number}",
            customer_id=customer_id,
            order_id=order_id,
            reason=reason,
            label=f"LBL-{number}",
            status=ReturnStatus.OPEN,
            opened_at=at,
            lines=[ReturnLineRow(line_id=line_id, order_id=order_id, open=True) for line_id in wanted],
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError as error:
            raise LineAlreadyReturningError(order_id) from error
        return _return_of(row)

    def _check_lines(self, customer_id: CustomerId, order_id: OrderId, line_ids: Sequence[LineId]) -> None:
        """Raise unless every line belongs to this order of this customer, and there is one."""
        own = set(
            self._session.scalars(
                select(OrderLineRow.id)
                .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
                .where(OrderRow.id == order_id, OrderRow.customer_id == customer_id)
            )
        )
        if not own or not line_ids:
            raise RecordNotFoundError(f"order:{order_id}")
        for line_id in line_ids:
            if line_id not in own:
                raise RecordNotFoundError(f"line:{line_id}")


def _return_of(row: ReturnRow) -> Return:
    return Return(
        id=ReturnId(row.id),
        customer_id=CustomerId(row.customer_id),
        order_id=OrderId(row.order_id),
        line_ids=tuple(LineId(line.line_id) for line in row.lines),
        reason=row.reason,
        label=row.label,
        status=row.status,
        opened_at=row.opened_at,
    )

"""Orders in the business database."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tools.accounts.port import CustomerId
from tools.orders.models import OrderRow
from tools.orders.port import Address, Order, OrderId, OrderStatus, OrderStatusError
from tools.orders.reading import order_of
from tools.problem import RecordNotFoundError


class SqlOrders:
    """The `Orders` port on one SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, customer_id: CustomerId, order_id: OrderId) -> Order | None:
        row = self._session.scalar(_owned(customer_id).where(OrderRow.id == order_id))
        return order_of(row) if row else None

    def recent(self, customer_id: CustomerId, limit: int = 5) -> tuple[Order, ...]:
        newest = _owned(customer_id).order_by(OrderRow.placed_at.desc(), OrderRow.id.desc()).limit(limit)
        return tuple(map(order_of, self._session.scalars(newest)))

    def cancel(self, customer_id: CustomerId, order_id: OrderId, *, at: datetime) -> Order:
        row = self._held(customer_id, order_id)
        waiting = row.status is OrderStatus.PACKED and all(line.preorder for line in row.lines)
        if row.status is not OrderStatus.PROCESSING and not waiting:
            raise OrderStatusError(order_id, row.status, "cancel")
        row.status, row.cancelled_at = OrderStatus.CANCELLED, at
        self._session.flush()
        return order_of(row)

    def change_address(self, customer_id: CustomerId, order_id: OrderId, address: Address) -> Order:
        row = self._held(customer_id, order_id)
        if row.status is not OrderStatus.PROCESSING:
            raise OrderStatusError(order_id, row.status, "change the address")
        row.address_name, row.address_street = address.name, address.street
        row.address_city, row.address_postcode = address.city, address.postcode
        row.address_country = address.country
        self._session.flush()
        return order_of(row)

    def _held(self, customer_id: CustomerId, order_id: OrderId) -> OrderRow:
        """The row, held until the transaction ends and read afresh."""
        held = _owned(customer_id).where(OrderRow.id == order_id).with_for_update()
        row = self._session.scalar(held.execution_options(populate_existing=True))
        if row is None:
            raise RecordNotFoundError(f"order:{order_id}")
        return row


def _owned(customer_id: CustomerId) -> Select[OrderRow]:
    return select(OrderRow).where(OrderRow.customer_id == customer_id)

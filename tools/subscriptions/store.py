"""Subscriptions in the business database."""

from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tools.accounts.port import CustomerId
from tools.money import Money
from tools.problem import RecordNotFoundError
from tools.subscriptions.models import SubscriptionRow
from tools.subscriptions.port import Subscription, SubscriptionId, SubscriptionStateError, SubscriptionStatus


class SqlSubscriptions:
    """The `Subscriptions` port on one SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, customer_id: CustomerId, subscription_id: SubscriptionId) -> Subscription | None:
        row = self._session.scalar(_owned(customer_id).where(SubscriptionRow.id == subscription_id))
        return _subscription_of(row) if row else None

    def list(self, customer_id: CustomerId) -> tuple[Subscription, ...]:
        rows = self._session.scalars(_owned(customer_id).order_by(SubscriptionRow.id))
        return tuple(map(_subscription_of, rows))

    def skip(self, customer_id: CustomerId, subscription_id: SubscriptionId, *, renewal: date) -> Subscription:
        row = self._held(customer_id, subscription_id)
        if row.status is not SubscriptionStatus.ACTIVE:
            raise SubscriptionStateError(subscription_id, f"cannot skip: it is {row.status}")
        if row.next_renewal != renewal:
            raise SubscriptionStateError(subscription_id, f"cannot skip {renewal}: the next is {row.next_renewal}")
        row.next_renewal += timedelta(days=row.interval_days)
        self._session.flush()
        return _subscription_of(row)

    def cancel(self, customer_id: CustomerId, subscription_id: SubscriptionId, *, at: datetime) -> Subscription:
        row = self._held(customer_id, subscription_id)
        if row.status is SubscriptionStatus.CANCELLED:
            raise SubscriptionStateError(subscription_id, "it is already cancelled")
        row.status, row.cancelled_at = SubscriptionStatus.CANCELLED, at
        self._session.flush()
        return _subscription_of(row)

    def _held(self, customer_id: CustomerId, subscription_id: SubscriptionId) -> SubscriptionRow:
        """The row, held until the transaction ends and read afresh."""
        held = _owned(customer_id).where(SubscriptionRow.id == subscription_id).with_for_update()
        row = self._session.scalar(held.execution_options(populate_existing=True))
        if row is None:
            raise RecordNotFoundError(f"subscription:{subscription_id}")
        return row


def _owned(customer_id: CustomerId) -> Select[SubscriptionRow]:
    return select(SubscriptionRow).where(SubscriptionRow.customer_id == customer_id)


def _subscription_of(row: SubscriptionRow) -> Subscription:
    return Subscription(
        id=SubscriptionId(row.id),
        customer_id=CustomerId(row.customer_id),
        product=row.product,
        price=Money(row.price_minor, row.currency),
        interval_days=row.interval_days,
        next_renewal=row.next_renewal,
        status=row.status,
        deliveries_taken=row.deliveries_taken,
        introductory=row.introductory,
        started_on=row.started_on,
        cancelled_at=row.cancelled_at,
    )

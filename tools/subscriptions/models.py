"""Table of refill subscriptions."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tools.columns import Minor, choice
from tools.database import Base
from tools.subscriptions.port import SubscriptionStatus


class SubscriptionRow(Base):
    """One subscription."""

    __tablename__ = "subscriptions"
    __table_args__ = (
        CheckConstraint("interval_days > 0", name="interval"),
        CheckConstraint("deliveries_taken >= 0", name="deliveries"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    product: Mapped[str]
    price_minor: Mapped[int] = mapped_column(Minor)
    currency: Mapped[str]
    interval_days: Mapped[int]
    next_renewal: Mapped[date]
    status: Mapped[SubscriptionStatus] = mapped_column(choice(SubscriptionStatus))
    deliveries_taken: Mapped[int]
    introductory: Mapped[bool] = mapped_column(default=False)
    started_on: Mapped[date]
    cancelled_at: Mapped[datetime | None]

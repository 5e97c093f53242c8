"""Tables of customers and of failed attempts to prove to be one."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tools.columns import choice
from tools.database import Base
from tools.region import Region


class CustomerRow(Base):
    """One customer."""

    __tablename__ = "customers"
    __table_args__ = (CheckConstraint("points >= 0", name="points"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    postcode: Mapped[str]
    region: Mapped[Region] = mapped_column(choice(Region))
    trade: Mapped[bool] = mapped_column(default=False)
    points: Mapped[int] = mapped_column(default=0)


class VerificationRow(Base):
    """Failures counted against one subject: a customer, an order number nobody has, or a conversation."""

    __tablename__ = "verification_failures"

    subject: Mapped[str] = mapped_column(primary_key=True)  # "customer:C-1001", "order:…", "conversation:…"
    failures: Mapped[int]
    last_failed_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]

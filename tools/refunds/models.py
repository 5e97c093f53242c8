"""Tables of refunds and their parts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tools.columns import Minor, choice
from tools.database import Base
from tools.refunds.counting import count_refund_parts
from tools.refunds.port import RefundGround


class RefundRow(Base):
    """One refund; `amount_minor` is the sum of its parts in the order's currency."""

    __tablename__ = "refunds"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount"),
        UniqueConstraint("id", "order_id"),  # what a part points at, so that it cannot name another order
        Index(None, "customer_id", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    ground: Mapped[RefundGround] = mapped_column(choice(RefundGround))
    currency: Mapped[str]
    amount_minor: Mapped[int] = mapped_column(Minor)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    parts: Mapped[list["RefundPartRow"]] = relationship(order_by="RefundPartRow.position", lazy="selectin")


class RefundPartRow(Base):
    """A refund's share of one line, or of the delivery fee when `line_id` is null. Inserting one is counted."""

    __tablename__ = "refund_parts"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount"),
        ForeignKeyConstraint(["refund_id", "order_id"], ["refunds.id", "refunds.order_id"]),
        ForeignKeyConstraint(["line_id", "order_id"], ["order_lines.id", "order_lines.order_id"]),
    )

    refund_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[str]
    line_id: Mapped[str | None]
    amount_minor: Mapped[int] = mapped_column(Minor)


count_refund_parts(RefundPartRow.__table__)

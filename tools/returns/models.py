"""Tables of returns and the lines in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tools.columns import choice
from tools.database import Base
from tools.returns.port import ReturnReason, ReturnStatus


class ReturnRow(Base):
    """One registered return."""

    __tablename__ = "returns"
    __table_args__ = (UniqueConstraint("id", "order_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    reason: Mapped[ReturnReason] = mapped_column(choice(ReturnReason))
    label: Mapped[str] = mapped_column(unique=True)
    status: Mapped[ReturnStatus] = mapped_column(choice(ReturnStatus))
    opened_at: Mapped[datetime]
    lines: Mapped[list["ReturnLineRow"]] = relationship(order_by="ReturnLineRow.line_id", lazy="selectin")


class ReturnLineRow(Base):
    """One line of a return; while `open`, no other return can hold the same line."""

    __tablename__ = "return_lines"
    __table_args__ = (
        ForeignKeyConstraint(["return_id", "order_id"], ["returns.id", "returns.order_id"]),
        ForeignKeyConstraint(["line_id", "order_id"], ["order_lines.id", "order_lines.order_id"]),
        Index("uq_return_lines_open", "line_id", unique=True, sqlite_where=text("open"), postgresql_where=text("open")),
    )

    return_id: Mapped[str] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(primary_key=True)
    order_id: Mapped[str]
    open: Mapped[bool]

"""Table of tickets."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tools.columns import choice
from tools.database import Base
from tools.tickets.port import TicketCategory, TicketPriority, TicketStatus


class TicketRow(Base):
    """One ticket."""

    __tablename__ = "tickets"
    __table_args__ = (UniqueConstraint("conversation_id", "idempotency_key"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    conversation_id: Mapped[str]
    idempotency_key: Mapped[str]
    priority: Mapped[TicketPriority] = mapped_column(choice(TicketPriority))
    category: Mapped[TicketCategory] = mapped_column(choice(TicketCategory))
    summary: Mapped[str]
    status: Mapped[TicketStatus] = mapped_column(choice(TicketStatus))
    created_at: Mapped[datetime]

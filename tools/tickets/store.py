"""Tickets in the business database."""

from typing import Any, cast

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tools.accounts.port import CustomerId
from tools.counters import next_number
from tools.tickets.models import TicketRow
from tools.tickets.port import NewTicket, Ticket, TicketId, TicketStatus

FIRST = 3001  # the number of the first ticket
FORGOTTEN = "(deleted)"


class SqlTickets:
    """The `Tickets` port on one SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, ticket: NewTicket) -> Ticket:
        known = self._known(ticket)
        if known is not None:
            return known
        try:
            with self._session.begin_nested():
                return self._insert(ticket)
        except IntegrityError:
            rival = self._known(ticket)
            if rival is None:
                raise
            return rival

    def forget(self, customer_id: CustomerId, conversations: frozenset[str]) -> int:
        theirs = or_(TicketRow.customer_id == customer_id, TicketRow.conversation_id.in_(conversations))
        result = self._session.execute(update(TicketRow).where(theirs).values(summary=FORGOTTEN))
        return cast("CursorResult[Any]", result).rowcount

    def _known(self, ticket: NewTicket) -> Ticket | None:
        row = self._session.scalar(
            select(TicketRow).where(
                TicketRow.conversation_id == ticket.conversation_id,
                TicketRow.idempotency_key == ticket.idempotency_key,
            )
        )
        return _ticket_of(row) if row else None

    def _insert(self, ticket: NewTicket) -> Ticket:
        row = TicketRow(
            id=f"T-{next_number(self._session, 'ticket', FIRST)}",
            customer_id=ticket.customer_id,
            conversation_id=ticket.conversation_id,
            idempotency_key=ticket.idempotency_key,
            priority=ticket.priority,
            category=ticket.category,
            summary=ticket.summary,
            status=TicketStatus.OPEN,
            created_at=ticket.at,
        )
        self._session.add(row)
        self._session.flush()
        return _ticket_of(row)


def _ticket_of(row: TicketRow) -> Ticket:
    return Ticket(
        id=TicketId(row.id),
        customer_id=CustomerId(row.customer_id) if row.customer_id else None,
        conversation_id=row.conversation_id,
        priority=row.priority,
        category=row.category,
        summary=row.summary,
        status=row.status,
        created_at=row.created_at,
    )

"""Tickets: what is handed to a person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from tools.accounts.port import CustomerId

TicketId = NewType("TicketId", str)  # "T-3001"


class TicketPriority(StrEnum):
    """How soon a person looks at it."""

    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"  # safety


class TicketCategory(StrEnum):
    """What it is about."""

    GENERAL = "general"
    ORDER = "order"
    COMPLAINT = "complaint"
    SAFETY = "safety"
    LEGAL = "legal"


class TicketStatus(StrEnum):
    """Whether somebody still has to act."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket to open. `customer_id` None: the person is not verified.

    `idempotency_key` names the matter: one matter in one conversation, one ticket.
    """

    customer_id: CustomerId | None
    conversation_id: str
    priority: TicketPriority
    category: TicketCategory
    summary: str
    idempotency_key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket that was opened."""

    id: TicketId
    customer_id: CustomerId | None
    conversation_id: str
    priority: TicketPriority
    category: TicketCategory
    summary: str
    status: TicketStatus
    created_at: datetime


class Tickets(Protocol):
    """Tickets."""

    def open(self, ticket: NewTicket) -> Ticket:
        """Open it; the same matter in the same conversation returns the ticket it made, whatever else differs."""

    def forget(self, customer_id: CustomerId, conversations: frozenset[str]) -> int:
        """Take the words out of the customer's tickets, and of these conversations'; returns how many there were."""

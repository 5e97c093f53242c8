"""What followed some of the ordinary orders: refunds, returns and tickets, the old ones settled."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tools.money import Money
from tools.orders.port import LineId
from tools.refunds.port import RefundGround, RefundPart, RefundRequest
from tools.refunds.store import SqlRefunds
from tools.returns.models import ReturnLineRow, ReturnRow
from tools.returns.port import ReturnReason, ReturnStatus
from tools.returns.store import SqlReturns
from tools.seed.draft import Draft
from tools.tickets.models import TicketRow
from tools.tickets.port import NewTicket, TicketCategory, TicketPriority, TicketStatus
from tools.tickets.store import SqlTickets

AFTER = timedelta(days=2)  # from delivery to what followed
SETTLED_AFTER = timedelta(days=14)  # returns arrived and tickets closed by then

_SUMMARIES = (
    "Customer asks for a copy of the invoice.",
    "Parcel was left with a neighbour who is away.",
    "Customer would like to speak to a person about a late parcel.",
)


def write_aftermath(session: Session, random: Random, drafts: Sequence[Draft], now: datetime) -> None:
    """Add a refund to one delivered order in fifteen, a return and a ticket to one in twenty each."""
    delivered = [
        (draft, draft.delivered_at + AFTER)
        for draft in drafts
        if draft.delivered_at and not any(item.final_sale for item in draft.items)
    ]
    for draft, at in random.sample(delivered, len(delivered) // 15):
        _refund(session, draft, at)
    for draft, at in random.sample(delivered, len(delivered) // 20):
        reason = random.choice(tuple(ReturnReason))
        SqlReturns(session).open(draft.buyer.id, draft.id, [LineId(f"{draft.id}-1")], reason, at=at)
    for draft, at in random.sample(delivered, len(delivered) // 20):
        _ticket(session, draft, at, random.choice(_SUMMARIES))
    _settle(session, now - SETTLED_AFTER)


def _refund(session: Session, draft: Draft, at: datetime) -> None:
    amount = Money(draft.items[0].minor, draft.buyer.region.currency)
    SqlRefunds(session).issue(
        RefundRequest(
            draft.buyer.id,
            draft.id,
            RefundGround.RETURN,
            (RefundPart(LineId(f"{draft.id}-1"), amount),),
            idempotency_key=f"seed:{draft.id}",
            at=at,
        )
    )


def _ticket(session: Session, draft: Draft, at: datetime, summary: str) -> None:
    SqlTickets(session).open(
        NewTicket(
            draft.buyer.id,
            conversation_id=f"seed:{draft.id}",
            priority=TicketPriority.NORMAL,
            category=TicketCategory.ORDER,
            summary=summary,
            idempotency_key="seed",
            at=at,
        )
    )


def _settle(session: Session, before: datetime) -> None:
    arrived = select(ReturnRow.id).where(ReturnRow.opened_at < before)
    session.execute(update(ReturnLineRow).where(ReturnLineRow.return_id.in_(arrived)).values(open=False))
    session.execute(update(ReturnRow).where(ReturnRow.opened_at < before).values(status=ReturnStatus.RECEIVED))
    session.execute(update(TicketRow).where(TicketRow.created_at < before).values(status=TicketStatus.CLOSED))

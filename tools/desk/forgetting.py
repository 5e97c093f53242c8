"""Take a customer's own words out of what the desk keeps. What was done, by whom and under which rule stays."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, or_, update
from sqlalchemy.orm import Session as DbSession

from tools.accounts.port import CustomerId
from tools.desk.approvals import ApprovalStatus
from tools.desk.audit import Occasion
from tools.desk.confirmations import ConfirmationStatus
from tools.desk.models import ApprovalRow, ConfirmationRow, ResultRow
from tools.tickets.port import Tickets

GONE = "(deleted)"
DONE_BEFORE = {"record": GONE, "summary": "This was done before.", "data": {}}  # what a replay says from now on
Kept = type[ConfirmationRow] | type[ResultRow] | type[ApprovalRow]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of each were emptied. `withdrawn`: approvals that were waiting, and can no longer be decided."""

    confirmations: int
    results: int
    approvals: int
    withdrawn: int
    tickets: int


def forget(db: DbSession, tickets: Tickets, occasion: Occasion, conversations: frozenset[str]) -> Forgotten:
    """Empty everything of the occasion's customer, and of these conversations. Questions that wait are closed."""
    customer = occasion.session.customer_id or ""

    def emptied(table: Kept, *where: ColumnElement[bool], **values: object) -> int:
        theirs = or_(table.customer_id == customer, table.conversation_id.in_(conversations))
        result = db.execute(update(table).where(theirs, *where).values(**values))
        return cast("CursorResult[Any]", result).rowcount

    emptied(ConfirmationRow, ConfirmationRow.status == ConfirmationStatus.OPEN, status=ConfirmationStatus.SUPERSEDED)
    withdrawn = emptied(
        ApprovalRow,
        ApprovalRow.status == ApprovalStatus.PENDING,
        status=ApprovalStatus.VOID,
        decided_by=occasion.actor,
        decided_at=occasion.now,
    )
    return Forgotten(
        confirmations=emptied(ConfirmationRow, arguments={}, prompt=GONE, result=None),
        results=emptied(ResultRow, result=DONE_BEFORE),
        approvals=emptied(ApprovalRow, arguments={}, prompt=GONE, note=None),
        withdrawn=withdrawn,
        tickets=tickets.forget(CustomerId(customer), conversations),
    )

"""Questions put to the customer, kept until they are answered, expire or give way to a newer one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session as DbSession

from tools.desk.models import ConfirmationRow
from tools.session import Session


class ConfirmationStatus(StrEnum):
    """An open one can be answered once."""

    OPEN = "open"
    USED = "used"
    DECLINED = "declined"
    SUPERSEDED = "superseded"  # by a later question, be it of the same turn, or because the world changed


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the customer is asked. `prompt` names the action, its consequences and the exact amount."""

    id: str
    tool: str
    arguments: Mapping[str, Any]
    prompt: str
    expires_at: datetime


class Confirmations:
    """The questions of all conversations, in one transaction."""

    def __init__(self, db: DbSession) -> None:
        self._db = db

    def ask(self, row: ConfirmationRow) -> Confirmation:
        """Put a question. Whatever else is open is withdrawn: a bare yes can only mean this one."""
        self._db.execute(
            update(ConfirmationRow)
            .where(ConfirmationRow.conversation_id == row.conversation_id)
            .where(ConfirmationRow.status == ConfirmationStatus.OPEN)
            .values(status=ConfirmationStatus.SUPERSEDED)
        )
        self._db.add(row)
        self._db.flush()
        return confirmation_of(row)

    def find(self, session: Session, confirmation_id: str) -> ConfirmationRow | None:
        """The question, if it was put to this customer in this conversation; held until the transaction ends."""
        return self._db.scalar(
            select(ConfirmationRow)
            .where(ConfirmationRow.id == confirmation_id)
            .where(ConfirmationRow.conversation_id == session.conversation_id)
            .where(ConfirmationRow.customer_id.is_not_distinct_from(session.customer_id))
            .with_for_update()
        )

    def open_one(self, conversation_id: str, now: datetime) -> Confirmation | None:
        """The one question of the conversation that can still be answered."""
        row = self._db.scalar(
            select(ConfirmationRow)
            .where(ConfirmationRow.conversation_id == conversation_id)
            .where(ConfirmationRow.status == ConfirmationStatus.OPEN)
            .where(ConfirmationRow.expires_at > now)
        )
        return confirmation_of(row) if row else None


def confirmation_of(row: ConfirmationRow) -> Confirmation:
    """The question without its bookkeeping."""
    return Confirmation(row.id, row.tool, row.arguments, row.prompt, row.expires_at)

"""What others have to hear of: written with what happened, and kept until somebody has received it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from tools.database import Database
from tools.desk.audit import Occasion
from tools.desk.models import OutboxRow

FIRST_WAIT = timedelta(seconds=10)  # after the first attempt; each wait is twice the one before
LONGEST_WAIT = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)  # a weekend with a receiver that is down, and a working day to mend it


class Happened(StrEnum):
    """The kinds of event."""

    ESCALATED = "escalation"  # a ticket was opened
    APPROVAL_PENDING = "approval_pending"  # a person of the shop has to decide


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `id` stays the same over all attempts: who receives it twice can tell."""

    id: str
    event: Happened
    record: str
    tool: str
    conversation_id: str
    customer_id: str | None
    turn_id: str
    at: datetime
    attempts: int  # this one included


class Outbox:
    """Events that wait to be delivered. Safe to share between threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, now: datetime, limit: int = 20) -> tuple[Event, ...]:
        """Events that are due, oldest first. Each is somebody else's only after its next wait, delivered or not."""
        with self._database.write() as db:
            rows = db.scalars(
                select(OutboxRow)
                .where(OutboxRow.delivered_at.is_(None), OutboxRow.next_at <= now)
                .where(OutboxRow.at > now - GIVEN_UP_AFTER)
                .order_by(OutboxRow.at, OutboxRow.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            ).all()
            for row in rows:
                row.attempts += 1
                row.next_at = now + _wait(row.attempts)
            return tuple(map(_event_of, rows))

    def delivered(self, event: Event, now: datetime) -> None:
        """The receiver has it."""
        with self._database.write() as db:
            row = db.get_one(OutboxRow, event.id)
            row.delivered_at, row.problem = now, None

    def failed(self, event: Event, problem: str) -> None:
        """It stays due, later."""
        with self._database.write() as db:
            db.get_one(OutboxRow, event.id).problem = problem


def announce(
    db: DbSession, occasion: Occasion, event: Happened, record: str, tool: str, new_id: Callable[[str], str]
) -> None:
    """Write an event in the transaction of what happened."""
    db.add(
        OutboxRow(
            id=new_id("EV"),
            event=event,
            record=record,
            tool=tool,
            conversation_id=occasion.session.conversation_id,
            customer_id=occasion.session.customer_id,
            turn_id=occasion.turn_id,
            at=occasion.now,
            attempts=0,
            next_at=occasion.now,
        )
    )
    db.flush()


def _wait(attempts: int) -> timedelta:
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempts - 1, 20)
    return min(doubled, LONGEST_WAIT)


def _event_of(row: OutboxRow) -> Event:
    return Event(
        id=row.id,
        event=Happened(row.event),
        record=row.record,
        tool=row.tool,
        conversation_id=row.conversation_id,
        customer_id=row.customer_id,
        turn_id=row.turn_id,
        at=row.at,
        attempts=row.attempts,
    )

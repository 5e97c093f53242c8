"""The one place that reads and writes copilot.db."""

import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, CursorResult, Executable, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from copilot.errors import (
    TakenOverError,
    TurnAlreadyRecordedError,
    TurnInProgressError,
    TurnWithoutTraceError,
    UnknownConversationError,
    UnknownTicketError,
    UnknownTurnError,
)
from copilot.handoff.summary import Handoff
from copilot.records.conversation import Conversation, Feedback, PastTurn, StoredTurn
from copilot.records.database import open_database
from copilot.records.models import ConversationRow, FeedbackRow, HandoffRow, TurnRow
from copilot.turn.outcome import Outcome
from copilot.turn.trace import Trace
from tools.database import Database

STALE_AFTER = timedelta(minutes=5)  # far longer than any turn: what is still open then has lost its process
GIVEN_UP = "given up: its process ended before the turn did"
HISTORY_TURNS = 20  # a follow-up refers to what was said lately


def random_suffix() -> str:
    """96 random bits, in hexadecimal: ids that cannot be guessed or counted."""
    return secrets.token_hex(12)


class ConversationStore:
    """Conversations and turns, in one database; safe to share between threads."""

    def __init__(self, database: Database, new_suffix: Callable[[], str] = random_suffix) -> None:
        self._database = database
        self._new_suffix = new_suffix

    @classmethod
    def open(cls, url: str) -> "ConversationStore":
        """The store at `url`, its tables created where they are missing."""
        return cls(open_database(url))

    def close(self) -> None:
        """Gives the connections back; the store is not used afterwards."""
        self._database.close()

    def ping(self) -> None:
        """Raises SQLAlchemyError unless the tables can be read."""
        with self._database.read() as session:
            session.execute(select(ConversationRow.id).limit(1))

    def create_conversation(
        self,
        *,
        customer_id: str | None,
        verified: bool,
        audience: Literal["customer", "agent"],
        region: str | None,
        created_by: str,
        now: datetime,
    ) -> Conversation:
        """A new conversation, with an id of its own."""
        conversation = Conversation(
            id=f"cnv_{self._new_suffix()}",
            customer_id=customer_id,
            verified=verified,
            audience=audience,
            region=region,
            created_at=now,
            created_by=created_by,
        )
        with self._database.write() as session:
            session.add(ConversationRow(**asdict(conversation)))
        return conversation

    def conversation(self, conversation_id: str) -> Conversation:
        """The conversation. Raises UnknownConversationError."""
        with self._database.read() as session:
            return _conversation_row(session, conversation_id).value()

    def set_identity(self, conversation_id: str, customer_id: str, *, verified: bool) -> Conversation:
        """Writes down whom the verify tool found. Raises UnknownConversationError."""
        with self._database.write() as session:
            row = _conversation_row(session, conversation_id)
            row.customer_id = customer_id
            row.verified = verified
            return row.value()

    def mark_third_party(self, conversation_id: str) -> Conversation:
        """Writes down that somebody in it is not the customer, for good. Raises UnknownConversationError."""
        with self._database.write() as session:
            row = _conversation_row(session, conversation_id)
            row.third_party = True
            return row.value()

    def open_turn(self, conversation_id: str, message: str, *, now: datetime) -> str:
        """Opens a turn and returns its id; on return the row is committed.

        A turn left open for longer than STALE_AFTER (its process died) is closed as failed first.
        Raises UnknownConversationError, or TurnInProgressError while another turn is open.
        """
        turn_id = f"trn_{self._new_suffix()}"
        try:
            with self._database.write() as session:
                _close_stale(session, conversation_id, now)
                _conversation_row(session, conversation_id)
                last = session.scalar(select(func.max(TurnRow.seq)).where(TurnRow.conversation_id == conversation_id))
                session.add(
                    TurnRow(
                        turn_id=turn_id,
                        conversation_id=conversation_id,
                        seq=(last or 0) + 1,
                        message=message,
                        started_at=now,
                    )
                )
        except IntegrityError as taken:
            raise TurnInProgressError(conversation_id) from taken
        return turn_id

    def complete_turn(self, trace: Trace, handoff: Handoff | None = None) -> None:
        """Writes the trace and closes the turn, also one that was given up as stale meanwhile: what ran is on record.

        A ticket's hand-off is written with it.

        Raises UnknownTurnError, or TurnAlreadyRecordedError when a trace is already there.
        """
        statement = (
            update(TurnRow)
            .where(TurnRow.turn_id == trace.turn_id, TurnRow.trace.is_(None))
            .values(
                completed_at=trace.completed_at,
                outcome=trace.outcome.value,
                failure=None,
                trace=trace.model_dump(mode="json"),
            )
        )
        self._write_once(statement, trace.turn_id, handoff)

    def fail_turn(self, turn_id: str, failure: str, *, now: datetime) -> None:
        """Closes the turn as failed, with a line that says why. Raises as complete_turn does."""
        statement = (
            update(TurnRow)
            .where(TurnRow.turn_id == turn_id, TurnRow.trace.is_(None))
            .values(completed_at=now, failure=failure)
        )
        self._write_once(statement, turn_id)

    def history(self, conversation_id: str, limit: int = HISTORY_TURNS) -> list[PastTurn]:
        """The last `limit` completed turns, oldest first; open and failed ones are left out."""
        statement = (
            select(TurnRow)
            .where(TurnRow.conversation_id == conversation_id, TurnRow.trace.is_not(None))
            .order_by(TurnRow.seq.desc())
            .limit(limit)
        )
        with self._database.read() as session:
            rows = session.scalars(statement).all()
        return [PastTurn(row.message, Trace.model_validate(row.trace)) for row in reversed(rows)]

    def turn(self, turn_id: str) -> StoredTurn:
        """The turn, open, failed or complete. Raises UnknownTurnError."""
        with self._database.read() as session:
            row = session.get(TurnRow, turn_id)
        if row is None:
            raise UnknownTurnError(turn_id)
        return row.value()

    def add_feedback(
        self, turn_id: str, verdict: Literal["up", "down"], comment: str, *, given_by: str, now: datetime
    ) -> Feedback:
        """Keeps what somebody thought of a complete turn. Raises UnknownTurnError, TurnWithoutTraceError."""
        turn = self.turn(turn_id)
        if turn.trace is None:
            raise TurnWithoutTraceError(turn_id, turn.failure)
        feedback = Feedback(f"fbk_{self._new_suffix()}", turn_id, verdict, comment, given_by, now)
        with self._database.write() as session:
            session.add(FeedbackRow(**asdict(feedback)))
        return feedback

    def feedback(self) -> list[Feedback]:
        """The last word on each turn that anybody thought something of, oldest first."""
        statement = select(FeedbackRow).order_by(FeedbackRow.given_at, FeedbackRow.id)
        with self._database.read() as session:
            last = {row.turn_id: row.value() for row in session.scalars(statement)}
        return sorted(last.values(), key=lambda one: (one.given_at, one.id))

    def take_over(self, conversation_id: str, person: str) -> Conversation:
        """A person answers from now on. Raises UnknownConversationError, or TakenOverError when another does."""
        with self._database.write() as session:
            row = _conversation_row(session, conversation_id)
            if row.taken_over_by not in (None, person):
                raise TakenOverError(conversation_id, row.taken_over_by)
            row.taken_over_by = person
            return row.value()

    def hand_back(self, conversation_id: str) -> Conversation:
        """The copilot answers again. Raises UnknownConversationError."""
        with self._database.write() as session:
            row = _conversation_row(session, conversation_id)
            row.taken_over_by = None
            return row.value()

    def handoff(self, ticket_id: str) -> Handoff:
        """What a person is given with the ticket. Raises UnknownTicketError."""
        with self._database.read() as session:
            row = session.get(HandoffRow, ticket_id)
        if row is None:
            raise UnknownTicketError(ticket_id)
        return Handoff.model_validate(row.summary)

    def conversations_of(self, customer_id: str) -> frozenset[str]:
        """The ids of all conversations with one customer."""
        with self._database.read() as session:
            chosen = select(ConversationRow.id).where(ConversationRow.customer_id == customer_id)
            return frozenset(session.scalars(chosen))

    def delete(self, conversation_ids: frozenset[str]) -> int:
        """Deletes conversations with their turns, feedback and hand-offs; returns how many turns there were."""
        with self._database.write() as session:
            session.execute(delete(HandoffRow).where(HandoffRow.conversation_id.in_(conversation_ids)))
            turns = session.execute(delete(TurnRow).where(TurnRow.conversation_id.in_(conversation_ids)))
            session.execute(delete(ConversationRow).where(ConversationRow.id.in_(conversation_ids)))
            return cast("CursorResult[Any]", turns).rowcount

    def abstained(self, since: datetime | None) -> tuple[Trace, ...]:
        """The traces of turns that answered nothing, started at `since` or later; oldest first."""
        wanted = select(TurnRow).where(TurnRow.outcome == Outcome.ABSTAINED.value).order_by(TurnRow.started_at)
        if since is not None:
            wanted = wanted.where(TurnRow.started_at >= since)
        with self._database.read() as session:
            turns = [row.value() for row in session.scalars(wanted)]
        return tuple(turn.trace for turn in turns if turn.trace is not None)

    def untraced(self, now: datetime) -> tuple[StoredTurn, ...]:
        """Turns that ended without a trace and were not looked into: failed, or open longer than any turn takes."""
        gone = or_(TurnRow.completed_at.is_not(None), _stale(now))
        with self._database.read() as session:
            rows = session.scalars(select(TurnRow).where(TurnRow.trace.is_(None), TurnRow.checked.is_(False), gone))
            return tuple(row.value() for row in rows)

    def checked(self, turn_id: str, *, now: datetime) -> None:
        """A turn without a trace was looked into, and had done nothing: it stays failed."""
        with self._database.write() as session:
            row = session.get_one(TurnRow, turn_id)
            row.checked, row.completed_at, row.failure = True, row.completed_at or now, row.failure or GIVEN_UP

    def _write_once(self, statement: Executable, turn_id: str, handoff: Handoff | None = None) -> None:
        with self._database.write() as session:
            result = cast("CursorResult[Any]", session.execute(statement))
            if result.rowcount:
                if handoff is not None:
                    session.merge(_handoff_row(handoff))
                return
            if session.get(TurnRow, turn_id) is None:
                raise UnknownTurnError(turn_id)
            raise TurnAlreadyRecordedError(turn_id)


def _handoff_row(handoff: Handoff) -> HandoffRow:
    return HandoffRow(
        ticket_id=handoff.ticket_id,
        conversation_id=handoff.conversation_id,
        summary=handoff.model_dump(mode="json"),
    )


def _stale(now: datetime) -> ColumnElement[bool]:
    """Started too long ago, or in the future, as a clock that was set back makes it seem."""
    return or_(TurnRow.started_at < now - STALE_AFTER, TurnRow.started_at > now + STALE_AFTER)


def _close_stale(session: Session, conversation_id: str, now: datetime) -> None:
    """Closes what lost its process."""
    session.execute(
        update(TurnRow)
        .where(TurnRow.conversation_id == conversation_id, TurnRow.completed_at.is_(None), _stale(now))
        .values(completed_at=now, failure=GIVEN_UP)
    )


def _conversation_row(session: Session, conversation_id: str) -> ConversationRow:
    row = session.get(ConversationRow, conversation_id)
    if row is None:
        raise UnknownConversationError(conversation_id)
    return row

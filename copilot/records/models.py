"""The tables of copilot.db."""

from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from copilot.records.conversation import Conversation, Feedback, StoredTurn
from copilot.records.database import Base
from copilot.turn.outcome import Outcome
from copilot.turn.trace import Trace
from tools.columns import UtcDateTime


class ConversationRow(Base):
    """One conversation and who it is with."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str | None]
    verified: Mapped[bool]
    audience: Mapped[str]
    region: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str]
    taken_over_by: Mapped[str | None]
    third_party: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("of_customer", "customer_id"),)

    def value(self) -> Conversation:
        """The row as the rest of the copilot sees it."""
        return Conversation(
            id=self.id,
            customer_id=self.customer_id,
            verified=self.verified,
            audience=cast("Literal['customer', 'agent']", self.audience),
            region=self.region,
            created_at=self.created_at,
            created_by=self.created_by,
            taken_over_by=self.taken_over_by,
            third_party=self.third_party,
        )


class TurnRow(Base):
    """One message and what became of it. The partial index is what makes two open turns impossible."""

    __tablename__ = "turns"

    turn_id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    message: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None]
    failure: Mapped[str | None] = mapped_column(Text)
    trace: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    checked: Mapped[bool] = mapped_column(default=False)  # had no trace, and was found to have done nothing

    __table_args__ = (UniqueConstraint("conversation_id", "seq"),)

    def value(self) -> StoredTurn:
        """The row as the rest of the copilot sees it, its trace parsed."""
        return StoredTurn(
            turn_id=self.turn_id,
            conversation_id=self.conversation_id,
            seq=self.seq,
            message=self.message,
            started_at=self.started_at,
            completed_at=self.completed_at,
            outcome=Outcome(self.outcome) if self.outcome else None,
            failure=self.failure,
            trace=Trace.model_validate(self.trace) if self.trace is not None else None,
        )


class FeedbackRow(Base):
    """What somebody thought of one turn; goes when the turn goes."""

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(primary_key=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.turn_id", ondelete="CASCADE"), index=True)
    verdict: Mapped[str]
    comment: Mapped[str] = mapped_column(Text)
    given_by: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def value(self) -> Feedback:
        """The row as the rest of the copilot sees it."""
        return Feedback(
            id=self.id,
            turn_id=self.turn_id,
            verdict=cast("Literal['up', 'down']", self.verdict),
            comment=self.comment,
            given_by=self.given_by,
            given_at=self.given_at,
        )


class HandoffRow(Base):
    """What a person is given with a ticket; the latest turn that spoke of it holds."""

    __tablename__ = "handoffs"

    ticket_id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    summary: Mapped[dict[str, Any]] = mapped_column(JSON)


Index(
    "one_open_turn_per_conversation",
    TurnRow.conversation_id,
    unique=True,
    sqlite_where=TurnRow.completed_at.is_(None),
    postgresql_where=TurnRow.completed_at.is_(None),
)

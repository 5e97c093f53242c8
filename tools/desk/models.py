"""Tables that make a write happen once, with a yes, and leave a trace. They live beside the records they guard."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, Index, Table, event
from sqlalchemy.orm import Mapped, mapped_column

from tools.database import Base


class ResultRow(Base):
    """The first result of a write, by its idempotency key."""

    __tablename__ = "write_results"

    key: Mapped[str] = mapped_column(primary_key=True)
    tool: Mapped[str]
    conversation_id: Mapped[str]
    customer_id: Mapped[str | None]
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


class ConfirmationRow(Base):
    """A question put to the customer: exactly this action, yes or no."""

    __tablename__ = "confirmations"
    __table_args__ = (Index(None, "conversation_id", "status"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str]
    customer_id: Mapped[str | None]
    turn_id: Mapped[str]
    tool: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    fingerprint: Mapped[str]
    prompt: Mapped[str]
    status: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # of the action it confirmed
    approval_id: Mapped[str | None]  # of the approval it led to


class ApprovalRow(Base):
    """A confirmed action that waits for a person of the shop."""

    __tablename__ = "approvals"
    __table_args__ = (Index(None, "status", "created_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str]
    customer_id: Mapped[str]
    turn_id: Mapped[str]
    role: Mapped[str]
    tool: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    fingerprint: Mapped[str]
    prompt: Mapped[str]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    rules_version: Mapped[str]
    status: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    note: Mapped[str | None]
    record: Mapped[str | None]  # what it made, once executed


class AuditRow(Base):
    """One thing that was done, asked or refused. Written in the action's own transaction; never changed."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "conversation_id"), Index(None, "customer_id"))

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    actor: Mapped[str]  # "customer", "agent", or the approver's name
    conversation_id: Mapped[str]
    turn_id: Mapped[str]
    customer_id: Mapped[str | None]
    tool: Mapped[str]
    effect: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    status: Mapped[str]  # of the execution
    decision: Mapped[str]  # of the gate
    rule_ids: Mapped[list[str]] = mapped_column(JSON)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    errors: Mapped[list[str]] = mapped_column(JSON)
    rules_version: Mapped[str]
    record: Mapped[str | None]
    confirmation_id: Mapped[str | None]
    approval_id: Mapped[str | None]


class OutboxRow(Base):
    """Something that others have to hear of. Written with what happened, so that neither is there without the other."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "delivered_at", "next_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    event: Mapped[str]
    record: Mapped[str]  # "ticket:T-3001", "approval:AP-…"
    tool: Mapped[str]
    conversation_id: Mapped[str]
    customer_id: Mapped[str | None]
    turn_id: Mapped[str]
    at: Mapped[datetime]
    attempts: Mapped[int]
    next_at: Mapped[datetime]  # not tried again before
    delivered_at: Mapped[datetime | None]
    problem: Mapped[str | None]  # of the last attempt


class SwitchRow(Base):
    """One throw of a kill switch; the last one of a target holds. Never changed."""

    __tablename__ = "switches"
    __table_args__ = (Index(None, "target", "seq"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    target: Mapped[str]  # "copilot", "writes" or "tool:NAME"
    off: Mapped[bool]
    by: Mapped[str]
    why: Mapped[str]
    at: Mapped[datetime]


_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
_TAKEN = "EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)"  # INSERT OR REPLACE deletes without a DELETE trigger
_APPEND_ONLY = {
    "sqlite": (
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit {_REFUSE}",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit {_REFUSE}",
        f"CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN {_TAKEN} {_REFUSE}",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_keep() RETURNS trigger AS $$ BEGIN "
        "RAISE integrity_constraint_violation USING MESSAGE = 'the audit is append-only'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_keep()",
        "CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_keep()",
    ),
}


@event.listens_for(AuditRow.__table__, "after_create")
def _keep(_table: Table, connection: Connection, **_options: object) -> None:
    for statement in _APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)

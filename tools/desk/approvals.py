"""Confirmed actions that wait for a person of the shop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session as DbSession

from tools.database import Database
from tools.desk import refusals
from tools.desk.models import ApprovalRow
from tools.gate.decision import Clause, Reason


class ApprovalStatus(StrEnum):
    """A pending one can be decided once."""

    PENDING = "pending"
    EXECUTED = "executed"
    REJECTED = "rejected"
    VOID = "void"  # approved, but no longer possible
    EXPIRED = "expired"


class ApprovalNotFoundError(LookupError):
    """There is no approval of that id."""

    def __init__(self, approval_id: str) -> None:
        super().__init__(f"there is no approval {approval_id}")
        self.approval_id = approval_id


class ApprovalClosedError(Exception):
    """It was decided before, or it has expired: there is nothing to decide any more. `reason` says which."""

    def __init__(self, approval_id: str, reason: Reason) -> None:
        super().__init__(f"approval {approval_id}: {reason.text}")
        self.approval_id = approval_id
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Approval:
    """What a person is asked to approve: exactly these arguments, under exactly these rules, once.

    `status` is that of the moment it was looked at: nobody has to touch it for it to expire.
    """

    id: str
    tool: str
    arguments: Mapping[str, Any]
    prompt: str
    reasons: tuple[Reason, ...]
    conversation_id: str
    customer_id: str
    rules_version: str
    status: ApprovalStatus
    created_at: datetime
    expires_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    note: str | None
    record: str | None


class Approvals:
    """All approvals, to be read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, status: ApprovalStatus | None = None, *, now: datetime) -> tuple[Approval, ...]:
        """Newest first; all of them, or those that have one status at `now`."""
        chosen = select(ApprovalRow).order_by(ApprovalRow.created_at.desc(), ApprovalRow.id.desc())
        if status is not None:
            chosen = chosen.where(_is(status, now))
        with self._database.read() as db:
            return tuple(approval_of(row, now) for row in db.scalars(chosen))

    def get(self, approval_id: str, *, now: datetime) -> Approval:
        """One approval, as it is at `now`. Raises ApprovalNotFoundError."""
        with self._database.read() as db:
            row = db.get(ApprovalRow, approval_id)
            if row is None:
                raise ApprovalNotFoundError(approval_id)
            return approval_of(row, now)


def held(db: DbSession, approval_id: str) -> ApprovalRow:
    """The approval, held until the transaction ends. Raises ApprovalNotFoundError."""
    row = db.scalar(select(ApprovalRow).where(ApprovalRow.id == approval_id).with_for_update())
    if row is None:
        raise ApprovalNotFoundError(approval_id)
    return row


def closed(row: ApprovalRow, now: datetime) -> Reason | None:
    """Why nobody can decide it any more; None while it waits."""
    if row.status != ApprovalStatus.PENDING:
        return refusals.APPROVAL_CLOSED
    return refusals.APPROVAL_EXPIRED if row.expires_at <= now else None


def pending(db: DbSession, fingerprint: str, rules_version: str, now: datetime) -> ApprovalRow | None:
    """The approval that already waits for exactly this action."""
    return db.scalar(
        select(ApprovalRow)
        .where(ApprovalRow.fingerprint == fingerprint)
        .where(ApprovalRow.rules_version == rules_version)
        .where(_is(ApprovalStatus.PENDING, now))
        .limit(1)
    )


def approval_of(row: ApprovalRow, now: datetime) -> Approval:
    """The approval as the rest of the system sees it."""
    expired = closed(row, now) is refusals.APPROVAL_EXPIRED
    return Approval(
        id=row.id,
        tool=row.tool,
        arguments=row.arguments,
        prompt=row.prompt,
        reasons=tuple(map(_reason_of, row.reasons)),
        conversation_id=row.conversation_id,
        customer_id=row.customer_id,
        rules_version=row.rules_version,
        status=ApprovalStatus.EXPIRED if expired else ApprovalStatus(row.status),
        created_at=row.created_at,
        expires_at=row.expires_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        note=row.note,
        record=row.record,
    )


def _is(status: ApprovalStatus, now: datetime) -> ColumnElement[bool]:
    """The rows of which `approval_of` says so."""
    waits = ApprovalRow.status == ApprovalStatus.PENDING
    match status:
        case ApprovalStatus.PENDING:
            return and_(waits, ApprovalRow.expires_at > now)
        case ApprovalStatus.EXPIRED:
            return or_(ApprovalRow.status == status, and_(waits, ApprovalRow.expires_at <= now))
        case _:
            return ApprovalRow.status == status


def _reason_of(plain: Mapping[str, Any]) -> Reason:
    return Reason(plain["rule_id"], plain["text"], Clause(**plain["clause"]) if plain["clause"] else None)

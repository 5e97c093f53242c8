"""The append-only record of what was done, asked and refused, and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from tools.desk.execution import Execution
from tools.desk.models import AuditRow
from tools.gate.engine import plain
from tools.session import Session
from tools.tool import Tool


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, in which turn, and by whom."""

    session: Session
    turn_id: str
    now: datetime
    actor: str | None = None  # an approver; otherwise the session's own role
    confirmation_id: str | None = None
    requested: bool = False  # the customer's own words ask for it, and no model proposed it


def record(db: DbSession, occasion: Occasion, tool: Tool[Any, Any] | None, execution: Execution) -> None:
    """Write one row."""
    told = tool.arguments.model_fields.keys() - tool.unrecorded if tool else frozenset[str]()
    decision = execution.decision
    result = execution.result
    db.add(
        AuditRow(
            at=occasion.now,
            actor=occasion.actor or occasion.session.role,
            conversation_id=occasion.session.conversation_id,
            turn_id=occasion.turn_id,
            customer_id=occasion.session.customer_id,
            tool=execution.tool,
            effect=execution.effect.value,
            arguments={name: value for name, value in execution.arguments.items() if name in told},
            status=execution.status.value,
            decision=decision.status.value,
            rule_ids=[reason.rule_id for reason in decision.reasons],
            facts={name: plain(value) for name, value in decision.facts.items()},
            errors=list(decision.errors),
            rules_version=decision.rules_version,
            record=result.record if result else f"ticket:{execution.ticket_id}" if execution.ticket_id else None,
            confirmation_id=execution.confirmation.id if execution.confirmation else occasion.confirmation_id,
            approval_id=execution.approval_id,
        )
    )
    db.flush()


@dataclass(frozen=True, slots=True)
class Entry:
    """One audit row of a turn, as far as a lost trace can be told from it."""

    turn_id: str
    tool: str
    effect: str
    arguments: Mapping[str, Any]
    status: str
    rules_version: str
    record: str | None
    confirmation_id: str | None
    approval_id: str | None


def of_turns(db: DbSession, turn_ids: Collection[str]) -> tuple[Entry, ...]:
    """What these turns did and asked, in order."""
    rows = db.scalars(select(AuditRow).where(AuditRow.turn_id.in_(turn_ids)).order_by(AuditRow.seq))
    return tuple(
        Entry(
            turn_id=row.turn_id,
            tool=row.tool,
            effect=row.effect,
            arguments=row.arguments,
            status=row.status,
            rules_version=row.rules_version,
            record=row.record,
            confirmation_id=row.confirmation_id,
            approval_id=row.approval_id,
        )
        for row in rows
    )

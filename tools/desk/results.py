"""First results by idempotency key: the same write again gives the same answer and changes nothing."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session as DbSession

from tools.desk.models import ResultRow
from tools.session import Session
from tools.tool import ToolResult


def first_result(db: DbSession, key: str) -> ToolResult | None:
    """What the write with this key came to, if it ran."""
    row = db.get(ResultRow, key)
    return result_of(row.result) if row else None


def keep(db: DbSession, key: str, tool: str, session: Session, result: ToolResult, now: datetime) -> None:
    """Remember a write's result. A rival that was faster makes the flush fail: the key is the primary key."""
    db.add(
        ResultRow(
            key=key,
            tool=tool,
            conversation_id=session.conversation_id,
            customer_id=session.customer_id,
            result=plain_result(result),
            created_at=now,
        )
    )
    db.flush()


def plain_result(result: ToolResult) -> dict[str, Any]:
    """A result as JSON."""
    return {"record": result.record, "summary": result.summary, "data": dict(result.data)}


def result_of(plain: dict[str, Any]) -> ToolResult:
    """A result from JSON. Whom a verification identified is not kept: it is never replayed."""
    return ToolResult(plain["record"], plain["summary"], plain["data"])

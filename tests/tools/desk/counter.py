"""A desk on the demo shop with a clock that tests move, and short ways to use it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from tests.tools.gate.judging import INTENTS
from tools.database import Database
from tools.desk import Desk, Execution
from tools.desk.models import AuditRow
from tools.session import Session
from tools.settings import ToolsSettings

TODAY = "2026-06-15"
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


@dataclass
class Counter:
    """Where customers are served in tests."""

    desk: Desk
    database: Database
    now: datetime = NOON
    turn: int = field(default=0)

    @classmethod
    def open(cls, home: Path) -> "Counter":
        """On the database in `home`."""
        settings = ToolsSettings(home=home)
        return cls(Desk.open(settings, INTENTS), Database.open(settings.database_url))

    def close(self) -> None:
        """Let go of the database."""
        self.desk.close()
        self.database.close()

    def wait(self, **span: int) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def do(self, session: Session, tool: str, **arguments: object) -> Execution:
        """One execution, in a turn of its own."""
        self.turn += 1
        return self.desk.execute(session, tool, arguments, now=self.now, turn_id=f"turn-{self.turn}")

    def confirm(self, session: Session, asked: Execution) -> Execution:
        """Say yes to what was asked."""
        self.turn += 1
        assert asked.confirmation is not None
        return self.desk.confirm(session, asked.confirmation.id, now=self.now, turn_id=f"turn-{self.turn}")

    def confirmed(self, session: Session, tool: str, **arguments: object) -> Execution:
        """Ask and say yes."""
        return self.confirm(session, self.do(session, tool, **arguments))

    def audit(self) -> list[AuditRow]:
        """All audit rows, oldest first."""
        with self.database.read() as db:
            return list(db.scalars(select(AuditRow).order_by(AuditRow.seq)))

    @contextmanager
    def records(self) -> Iterator[DbSession]:
        """Change the world behind the desk's back."""
        with self.database.write() as db:
            yield db


def customer(customer_id: str, conversation: str = "conversation") -> Session:
    """A verified customer in a conversation."""
    return Session(conversation, customer_id, verified=True)


def rules(execution: Execution) -> list[str]:
    """The ids of the reasons."""
    return [reason.rule_id for reason in execution.decision.reasons]


def summary(execution: Execution) -> str:
    """What the customer reads."""
    assert execution.result is not None
    return execution.result.summary

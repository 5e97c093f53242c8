"""What a person has turned off: one tool, every change of records, or the whole copilot. At once, without a deploy.

The switches stand in the business database, and every decision reads them there, a write in its own transaction: a
second process sees one as soon as it is thrown. Each throw stays on record with who, when and why.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from tools.database import Database
from tools.desk.models import SwitchRow
from tools.gate.decision import Reason
from tools.tool import Effect, Tool

COPILOT, WRITES, TOOL = "copilot", "writes", "tool:"
OFF = Reason("switched-off", "This cannot be done at the moment: it has been paused. A colleague can help you.")


class UnknownSwitchError(LookupError):
    """There is nothing of that name to turn off."""

    def __init__(self, target: str, tools: Collection[str]) -> None:
        known = ", ".join([COPILOT, WRITES, *(f"{TOOL}{name}" for name in sorted(tools))])
        super().__init__(f"there is no switch {target!r}; there are {known}")
        self.target = target


@dataclass(frozen=True, slots=True)
class Throw:
    """One throw of a switch."""

    target: str  # "copilot", "writes" or "tool:NAME"
    off: bool
    by: str
    why: str
    at: datetime


class Switches:
    """All switches, to be read and thrown."""

    def __init__(self, database: Database, tools: Collection[str]) -> None:
        self._database = database
        self._tools = tools

    def throw(self, throw: Throw) -> None:
        """Turn off, or on again. Raises UnknownSwitchError."""
        known = (COPILOT, WRITES, *(f"{TOOL}{name}" for name in self._tools))
        if throw.target not in known:
            raise UnknownSwitchError(throw.target, self._tools)
        with self._database.write() as db:
            db.add(SwitchRow(target=throw.target, off=throw.off, by=throw.by, why=throw.why, at=throw.at))

    def off(self) -> tuple[Throw, ...]:
        """What is off now, by name."""
        with self._database.read() as db:
            return tuple(throw for throw in _latest(db) if throw.off)

    def history(self) -> tuple[Throw, ...]:
        """Every throw, newest first."""
        with self._database.read() as db:
            return tuple(map(_throw_of, db.scalars(select(SwitchRow).order_by(SwitchRow.seq.desc()))))


def thrown(db: DbSession) -> frozenset[str]:
    """The names of what is off, as this transaction sees it."""
    return frozenset(throw.target for throw in _latest(db) if throw.off)


def stops(off: Collection[str], tool: Tool[Any, Any]) -> bool:
    """Whether these switches keep a tool from running.

    "writes" leaves alone what serves people who have not proven who they are: proving it, and asking for a person.
    """
    paused = WRITES in off and tool.effect is Effect.WRITE and not tool.open
    return paused or COPILOT in off or f"{TOOL}{tool.name}" in off


def _latest(db: DbSession) -> list[Throw]:
    last = select(func.max(SwitchRow.seq)).group_by(SwitchRow.target)
    return [_throw_of(row) for row in db.scalars(select(SwitchRow).where(SwitchRow.seq.in_(last)).order_by("target"))]


def _throw_of(row: SwitchRow) -> Throw:
    return Throw(row.target, row.off, row.by, row.why, row.at)

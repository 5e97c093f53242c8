"""One transaction's worth of deciding: gathers a tool's facts from the records and asks the gate."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session as DbSession

from tools.catalogue import Catalogue
from tools.desk import refusals, switches
from tools.gate.decision import Decision
from tools.gate.gate import NONE, Assent, Case, Gate
from tools.orders.port import Order, OrderId
from tools.session import Session
from tools.settings import ToolsSettings
from tools.stores import OpenRecords
from tools.tool import Call, Matter, Slots, Tool, World

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the desk is made of."""

    catalogue: Catalogue
    gate: Gate
    settings: ToolsSettings
    open_records: OpenRecords
    new_id: Callable[[str], str]  # prefix -> id nobody can guess


@dataclass(frozen=True, slots=True)
class Attempt:
    """A tool with the arguments it was given, and what the records say about them."""

    tool: Tool[Any, Any]
    arguments: Mapping[str, Any]  # JSON-ready
    model: BaseModel | None  # None while an argument is missing
    matter: Matter[Any]
    case: Case

    @property
    def ready(self) -> bool:
        """Everything a run needs is there."""
        return self.model is not None and self.matter.subject is not None


class Bench:
    """One session at one moment, on one database session."""

    def __init__(self, parts: Parts, db: DbSession, session: Session, now: datetime) -> None:
        self.parts = parts
        self.session = session
        self.off = switches.thrown(db)
        self.world = World(
            session=session,
            records=parts.open_records(db),
            parameters=parts.catalogue.parameters,
            settings=parts.settings,
            now=now,
            judge=self._judge,
        )

    def attempt(self, tool: Tool[Any, Any], given: Mapping[str, object]) -> Attempt:
        """Read the arguments and gather the facts. Nothing is loaded for somebody unverified, unless it is open."""
        slots = Slots.read(tool.arguments, given)
        matter, errors = self._gathered(tool, slots)
        case = Case(tool.name, matter.facts, matter.owner, frozenset(slots.values), slots.missing, errors)
        model = None if slots.missing else tool.arguments.model_validate(slots.values)
        plain = model.model_dump(mode="json") if model else {name: _plain(v) for name, v in slots.values.items()}
        return Attempt(tool, plain, model, matter, case)

    def decide(self, attempt: Attempt, assent: Assent = NONE) -> Decision:
        """What the gate says to this attempt; what a person has turned off is denied."""
        if switches.stops(self.off, attempt.tool):
            return refusals.denied(attempt.tool.name, switches.OFF, self.parts.gate.book.version)
        return self.parts.gate.decide(self.session, [attempt.case], assent=assent)[0]

    def call(self, attempt: Attempt) -> Call[Any, Any]:
        """The attempt as a run, with its key. Only for one that is `ready`."""
        if attempt.model is None:
            raise ValueError(f"{attempt.tool.name}: an argument is missing")
        call = Call(self.world, attempt.model, attempt.matter.subject)
        if attempt.tool.key is None:
            return call
        owner = self.session.conversation_id if attempt.tool.open else self.world.customer_id
        key = f"{attempt.tool.name}:{owner}:{attempt.tool.key(call)}"
        return replace(call, key=key)

    def order(self, order_id: object) -> Order | None:
        """The verified customer's own order; None where none is named, and where the records are out of reach."""
        if not (self._proven and isinstance(order_id, str)):
            return None
        try:
            return self.world.records.orders.get(self.world.customer_id, OrderId(order_id))
        except Exception:
            log.exception("order %s cannot be looked up", order_id)
            return None

    def recent_orders(self, limit: int) -> tuple[Order, ...]:
        """The verified customer's latest orders; none where the records are out of reach."""
        if not self._proven:
            return ()
        try:
            return self.world.records.orders.recent(self.world.customer_id, limit)
        except Exception:
            log.exception("the latest orders cannot be looked up")
            return ()

    @property
    def _proven(self) -> bool:
        return self.session.verified and self.session.customer_id is not None

    def hold_customer(self) -> None:
        """Make the customer's other writes wait until this transaction ends: what limits count stays true."""
        self.world.records.accounts.hold(self.world.customer_id)

    def hold(self, tool: Tool[Any, Any], given: Mapping[str, object]) -> None:
        """Make others who would be judged on the same wait until this transaction ends, where the tool asks for it."""
        if tool.hold is not None:
            tool.hold(self.world, Slots.read(tool.arguments, given))

    def _gathered(self, tool: Tool[Any, Any], slots: Slots) -> tuple[Matter[Any], tuple[str, ...]]:
        """The matter, and what failed: one tool's records out of reach must not take the others with them."""
        try:
            return self._matter(tool, slots), ()
        except Exception as error:  # whatever it is, this tool is denied and the error recorded
            log.exception("gathering for %s failed", tool.name)
            return Matter(tool.facts()), (f"gathering failed: {type(error).__name__}: {error}",)

    def _matter(self, tool: Tool[Any, Any], slots: Slots) -> Matter[Any]:
        if not tool.open and not self._proven:
            return Matter(tool.facts())
        matter = tool.gather(self.world, slots)
        if matter.owner is not None and matter.owner != self.session.customer_id:
            return Matter(tool.facts(), matter.owner)  # a store that gave away another's record is not believed
        return matter

    def _judge(self, tool: str, arguments: Mapping[str, object]) -> Decision:
        """What the gate would say to another tool, were it confirmed."""
        return self.decide(self.attempt(self.parts.catalogue[tool], arguments), Assent(confirmed=True))


def _plain(value: object) -> object:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value

"""The desk itself: facts, decisions, executions, confirmations and approvals."""

import logging
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tools.catalogue import Catalogue, discover
from tools.database import Database
from tools.desk import approvals, refusals, switches
from tools.desk.approvals import ApprovalClosedError, Approvals, ApprovalStatus
from tools.desk.audit import Entry, Occasion, of_turns, record
from tools.desk.bench import Attempt, Bench, Parts
from tools.desk.confirmations import Confirmation, Confirmations, ConfirmationStatus
from tools.desk.execution import Execution, ExecutionStatus
from tools.desk.facts import Facts
from tools.desk.forgetting import Forgotten, forget
from tools.desk.models import ApprovalRow
from tools.desk.outbox import Outbox
from tools.desk.switches import Switches
from tools.desk.writing import Writing
from tools.gate.decision import Approver, Decision, Reason, Status
from tools.gate.gate import Gate
from tools.gate.rules import load
from tools.gate.schema import generate
from tools.orders.port import Order
from tools.session import Session
from tools.settings import ToolsSettings
from tools.stores import OpenRecords, open_stores, sql_records
from tools.tool import Effect, Tool

log = logging.getLogger(__name__)
FORGET = "forget_customer"  # what the audit calls a deletion


class Desk:
    """The only object the copilot talks to when records are read or written. Safe to share between threads."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        gate: Gate,
        settings: ToolsSettings,
        open_records: OpenRecords = sql_records,
        new_id: Callable[[str], str] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.gate = gate
        self.approvals = Approvals(database)
        self.outbox = Outbox(database)
        self.switches = Switches(database, catalogue.tools.keys())
        self._database = database
        self._parts = Parts(catalogue, gate, settings, open_records, new_id or _random_id)

    @classmethod
    def open(cls, settings: ToolsSettings, intents: Collection[str]) -> "Desk":
        """Tools and records as the settings name them.

        Raises RulesError, ParameterError, SchemaError, CatalogueError or StoresError.
        """
        catalogue, open_records = discover(*settings.packages), open_stores(settings)
        gate = open_gate(catalogue, intents)
        return cls(Database.open(settings.database_url), catalogue, gate, settings, open_records)

    def gather(self, session: Session, slots: Mapping[str, object], now: datetime) -> Facts:
        """Load what every tool would be judged on. Nothing is loaded for a session that is not verified."""
        with self._database.read() as db:
            bench = Bench(self._parts, db, session, now)
            cases = tuple(bench.attempt(tool, slots).case for tool in self.catalogue)
            return Facts(cases, bench.order(slots.get("order_id")), bench.off)

    def decide(
        self,
        session: Session,
        facts: Facts,
        intents: frozenset[str],
        now: datetime,  # noqa: ARG002 - the facts hold every time that matters; the gate has no clock
    ) -> tuple[Decision, ...]:
        """One decision per tool, in one batch, sorted by name. What a person has turned off is denied."""
        decisions = self.gate.decide(session, facts.cases, intents)
        return tuple(
            replace(decision, status=Status.DENIED, reasons=(switches.OFF,), missing=())
            if switches.stops(facts.off, self.catalogue[decision.tool])
            else decision
            for decision in decisions
        )

    def execute(
        self,
        session: Session,
        tool: str,
        arguments: Mapping[str, object],
        *,
        now: datetime,
        turn_id: str,
        requested: bool = False,
    ) -> Execution:
        """Decide again with exactly these arguments, and run. A write decides inside its own transaction.

        `requested`: the customer's own words ask for it. What needs approval then goes to a person at once; what a
        model proposes is put to the customer first, so that no colleague decides on what nobody wants.
        """
        occasion = Occasion(session, turn_id, now, requested=requested)
        known = self.catalogue.find(tool)
        if known is None:
            return self._recorded(occasion, None, refusals.refused(tool, {}, refusals.UNKNOWN_TOOL, self.version))
        if arguments.keys() - known.arguments.model_fields.keys():
            refused = refusals.refused(tool, arguments, refusals.UNKNOWN_ARGUMENT, self.version)
            return self._recorded(occasion, known, replace(refused, effect=known.effect))
        if known.effect is Effect.READ:
            return self._read(occasion, known, arguments)
        with self._database.write() as db:
            return Writing(self._parts, db, occasion).execute(known, arguments)

    def confirm(self, session: Session, confirmation_id: str, *, now: datetime, turn_id: str) -> Execution:
        """Run exactly the stored arguments. The same yes twice gives the first result again."""
        occasion = Occasion(session, turn_id, now, confirmation_id=confirmation_id)
        with self._database.write() as db:
            return Writing(self._parts, db, occasion).confirm(confirmation_id)

    def decline(self, session: Session, confirmation_id: str, *, now: datetime, turn_id: str) -> None:
        """The customer said no: the question is closed. One that is not open, or not theirs, is left alone."""
        occasion = Occasion(session, turn_id, now, confirmation_id=confirmation_id)
        with self._database.write() as db:
            row = Confirmations(db).find(session, confirmation_id)
            if row is None or row.status != ConfirmationStatus.OPEN:
                return
            row.status = ConfirmationStatus.DECLINED
            tool = self.catalogue[row.tool]
            record(db, occasion, tool, self._turned_down(tool, row.arguments, refusals.CONFIRMATION_DECLINED))

    def recent_orders(self, session: Session, now: datetime, limit: int) -> tuple[Order, ...]:
        """The verified customer's latest orders, newest first; none for anybody else, or while out of reach."""
        with self._database.read() as db:
            return Bench(self._parts, db, session, now).recent_orders(limit)

    def open_confirmation(self, conversation_id: str, now: datetime) -> Confirmation | None:
        """The one question of the conversation that can still be answered."""
        with self._database.read() as db:
            return Confirmations(db).open_one(conversation_id, now)

    def approve(
        self, approval_id: str, by: str, *, now: datetime, approver: Approver = Approver.SUPERVISOR
    ) -> Execution:
        """Run what waits for approval, decided again on the world as it is now, as far as `approver` may.

        Raises ApprovalNotFoundError.
        """
        with self._database.write() as db:
            row = approvals.held(db, approval_id)
            occasion = Occasion(_session_of(row), row.turn_id, now, actor=by)
            return Writing(self._parts, db, occasion).approve(row, approver)

    def reject(self, approval_id: str, approver: str, reason: str, *, now: datetime) -> None:
        """Turn it down for good. Raises ApprovalNotFoundError; ApprovalClosedError, once that is on record."""
        with self._database.write() as db:
            row = approvals.held(db, approval_id)
            closed = approvals.closed(row, now)
            if closed is None:
                row.status, row.note = ApprovalStatus.REJECTED, reason
                row.decided_by, row.decided_at = approver, now
            tool = self.catalogue[row.tool]
            execution = self._turned_down(tool, row.arguments, closed or refusals.APPROVAL_REJECTED)
            occasion = Occasion(_session_of(row), row.turn_id, now, actor=approver)
            record(db, occasion, tool, replace(execution, approval_id=row.id))
        if closed is not None:
            raise ApprovalClosedError(approval_id, closed)

    def done_in(self, turn_ids: Collection[str]) -> tuple[Entry, ...]:
        """What these turns did and asked, from the audit, in order."""
        with self._database.read() as db:
            return of_turns(db, turn_ids)

    def forget(self, customer_id: str, conversations: frozenset[str], actor: str, *, now: datetime) -> Forgotten:
        """Take a customer's words out of all that is kept here; the audit says that, by whom and when."""
        occasion = Occasion(Session("", customer_id), "", now, actor=actor)
        decision = Decision(FORGET, required=False, status=Status.ALLOWED, rules_version=self.version)
        with self._database.write() as db:
            forgotten = forget(db, self._parts.open_records(db).tickets, occasion, conversations)
            record(db, occasion, None, Execution(FORGET, {}, Effect.WRITE, ExecutionStatus.DONE, decision))
        return forgotten

    @property
    def version(self) -> str:
        """Of the rules, their parameters and their schema."""
        return self.gate.book.version

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _read(self, occasion: Occasion, tool: Tool[Any, Any], arguments: Mapping[str, object]) -> Execution:
        with self._database.read() as db:
            bench = Bench(self._parts, db, occasion.session, occasion.now)
            execution = _shown(bench, bench.attempt(tool, arguments))
        return self._recorded(occasion, tool, execution)

    def _turned_down(self, tool: Tool[Any, Any], arguments: Mapping[str, Any], reason: Reason) -> Execution:
        """What a person's no comes to."""
        decision = refusals.denied(tool.name, reason, self.version)
        return Execution(tool.name, arguments, tool.effect, ExecutionStatus.REFUSED, decision)

    def _recorded(self, occasion: Occasion, tool: Tool[Any, Any] | None, execution: Execution) -> Execution:
        """Nothing leaves the desk without its audit row."""
        with self._database.write() as db:
            record(db, occasion, tool, execution)
        return execution


def open_gate(catalogue: Catalogue, intents: Collection[str]) -> Gate:
    """The gate over a catalogue: general rules and the folders' own.

    Raises SchemaError, RulesError, UnknownParameterError.
    """
    schema = generate([tool.shape for tool in catalogue], intents)
    book = load(catalogue.rules, schema, catalogue.parameters.canonical)
    return Gate(book, catalogue.parameters)


def _shown(bench: Bench, attempt: Attempt) -> Execution:
    decision = bench.decide(attempt)
    if decision.status is Status.ALLOWED and not attempt.ready:
        decision = refusals.denied(attempt.tool.name, refusals.NOT_GATHERED, decision.rules_version)
    execution = Execution(attempt.tool.name, attempt.arguments, attempt.tool.effect, ExecutionStatus.REFUSED, decision)
    if decision.status is not Status.ALLOWED:
        return execution
    try:
        return replace(execution, status=ExecutionStatus.DONE, result=attempt.tool.run(bench.call(attempt)))
    except Exception as problem:  # a record out of reach is said, not guessed
        log.exception("%s failed", attempt.tool.name)
        return replace(execution, status=ExecutionStatus.FAILED, decision=refusals.failed(decision, problem))


def _session_of(row: ApprovalRow) -> Session:
    """The conversation that asked for it: verified, or it could not have asked."""
    return Session(row.conversation_id, row.customer_id, True, "agent" if row.role == "agent" else "customer")


def _random_id(prefix: str) -> str:
    return f"{prefix}-{secrets.token_urlsafe(12)}"

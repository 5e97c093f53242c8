"""One write's own transaction: decide, ask or run, and leave the audit row, all or nothing."""

import logging
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.orm import Session as DbSession

from tools.accounts.port import CustomerId
from tools.desk import approvals, refusals, results, switches
from tools.desk.approvals import ApprovalStatus
from tools.desk.audit import Occasion, record
from tools.desk.bench import Attempt, Bench, Parts
from tools.desk.confirmations import Confirmations, ConfirmationStatus
from tools.desk.execution import Execution, ExecutionStatus
from tools.desk.fingerprint import fingerprint
from tools.desk.models import ApprovalRow, ConfirmationRow
from tools.desk.outbox import Happened, announce
from tools.gate.decision import Approver, Decision, Reason, Status
from tools.gate.gate import FULL, NONE, Assent
from tools.tickets.port import NewTicket, TicketCategory, TicketPriority
from tools.tool import Tool, ToolResult

log = logging.getLogger(__name__)
CONFIRMED = Assent(confirmed=True)
APPROVAL_NOTE = " A colleague has to approve it before it is carried out."


class Writing:
    """The desk's hands inside one transaction."""

    def __init__(self, parts: Parts, db: DbSession, occasion: Occasion) -> None:
        self._db = db
        self._occasion = occasion
        self._parts = parts
        self._bench = Bench(parts, db, occasion.session, occasion.now)
        self._confirmations = Confirmations(db)
        if occasion.session.verified and occasion.session.customer_id:
            self._bench.hold_customer()

    def execute(self, tool: Tool[Any, Any], arguments: Mapping[str, object]) -> Execution:
        """Run it, or say what stands in the way."""
        return self._recorded(tool, self._settled(self._attempt(tool, arguments), NONE))

    def confirm(self, confirmation_id: str) -> Execution:
        """Run exactly what was asked."""
        row = self._confirmations.find(self._occasion.session, confirmation_id)
        if row is None:
            unknown = refusals.refused("", {}, refusals.CONFIRMATION_UNKNOWN, self._parts.gate.book.version)
            return self._recorded(None, unknown)
        tool = self._parts.catalogue[row.tool]
        attempt = self._attempt(tool, row.arguments)
        if switches.stops(self._bench.off, tool):  # the question stays open until it is on again
            return self._recorded(tool, self._refused(attempt, switches.OFF))
        return self._recorded(tool, self._answered(row, attempt))

    def approve(self, row: ApprovalRow, approver: Approver) -> Execution:
        """Run what was approved, if it is still that and the approver may."""
        tool = self._parts.catalogue[row.tool]
        attempt = self._attempt(tool, row.arguments)
        stopped = switches.stops(self._bench.off, tool)  # then it goes on waiting
        execution = self._refused(attempt, switches.OFF) if stopped else self._approved(row, attempt, approver)
        return self._recorded(tool, replace(execution, approval_id=row.id))

    def _attempt(self, tool: Tool[Any, Any], arguments: Mapping[str, object]) -> Attempt:
        """What the records say, held so that they still say it when this transaction ends."""
        self._bench.hold(tool, arguments)
        return self._bench.attempt(tool, arguments)

    def _answered(self, row: ConfirmationRow, attempt: Attempt) -> Execution:
        decision = self._decide(attempt, CONFIRMED)
        if decision.status is Status.NEEDS_VERIFICATION:
            return self._execution(attempt, ExecutionStatus.REFUSED, decision)
        if row.status == ConfirmationStatus.USED:
            return self._repeated(row, attempt, decision)
        if row.status != ConfirmationStatus.OPEN or row.fingerprint != self._fingerprint(attempt):
            return self._refused(attempt, refusals.CONFIRMATION_CLOSED)
        if row.expires_at <= self._occasion.now:
            return self._refused(attempt, refusals.CONFIRMATION_EXPIRED)
        if attempt.ready and self._prompt(attempt, decision) != row.prompt:
            row.status = ConfirmationStatus.SUPERSEDED
            execution = self._settled(attempt, NONE)
            changed = replace(execution.decision, reasons=(refusals.CONFIRMATION_CHANGED, *execution.decision.reasons))
            return replace(execution, decision=changed)
        execution = self._settled(attempt, CONFIRMED)
        row.status = ConfirmationStatus.USED
        row.result = results.plain_result(execution.result) if execution.result else None
        row.approval_id = execution.approval_id
        return execution

    def _repeated(self, row: ConfirmationRow, attempt: Attempt, decision: Decision) -> Execution:
        """The same yes again: the same answer, nothing done."""
        first = results.result_of(row.result) if row.result else self._first_result(attempt, decision)
        if first is not None:
            return self._replayed(attempt, first)
        if row.approval_id is None:
            return self._refused(attempt, refusals.CONFIRMATION_CLOSED)
        # Not held: who approves holds the approval first and then the customer, whom this transaction holds already.
        closed = approvals.closed(self._db.get_one(ApprovalRow, row.approval_id), self._occasion.now)
        if closed is not None:
            return replace(self._refused(attempt, closed), approval_id=row.approval_id)
        return replace(self._waiting(attempt, decision), approval_id=row.approval_id)

    def _approved(self, row: ApprovalRow, attempt: Attempt, approver: Approver) -> Execution:
        problem = self._approval_problem(row, attempt)
        assent = replace(FULL, approver=approver)
        decision = self._decide(attempt, assent)
        if problem is None and decision.status is Status.NEEDS_APPROVAL:  # somebody else's: it goes on waiting
            return self._execution(attempt, ExecutionStatus.REFUSED, decision)
        execution = self._refused(attempt, problem) if problem else self._settled(attempt, assent)
        if row.status != ApprovalStatus.PENDING:
            return execution
        done = execution.status in (ExecutionStatus.DONE, ExecutionStatus.REPLAYED)
        row.status = ApprovalStatus.EXECUTED if done else ApprovalStatus.VOID
        if problem is refusals.APPROVAL_EXPIRED:
            row.status = ApprovalStatus.EXPIRED
        row.decided_by, row.decided_at = self._occasion.actor, self._occasion.now
        row.record = execution.result.record if execution.result else None
        row.note = None if done else "; ".join(reason.text for reason in execution.decision.reasons)
        return execution

    def _approval_problem(self, row: ApprovalRow, attempt: Attempt) -> Reason | None:
        closed = approvals.closed(row, self._occasion.now)
        if closed is not None:
            return closed
        if row.rules_version != self._parts.gate.book.version:
            return refusals.APPROVAL_RULES
        if row.fingerprint != self._fingerprint(attempt):
            return refusals.APPROVAL_CHANGED
        if attempt.ready and self._decide(attempt, FULL).status is Status.ALLOWED:
            return None if self._consequence(attempt) == row.prompt else refusals.APPROVAL_CHANGED
        return None  # the rules say why not

    def _settled(self, attempt: Attempt, assent: Assent) -> Execution:
        """The heart: one decision, and what follows from it."""
        decision = self._decide(attempt, assent)
        first = self._first_result(attempt, decision)
        if first is not None:
            return self._replayed(attempt, first)
        match decision.status:
            case Status.ALLOWED:
                return self._run(attempt, decision)
            case Status.NEEDS_CONFIRMATION:
                return self._ask(attempt, decision)
            case Status.NEEDS_APPROVAL:
                return self._seek_approval(attempt, decision, assent)
            case _:
                return self._execution(attempt, ExecutionStatus.REFUSED, decision)

    def _first_result(self, attempt: Attempt, decision: Decision) -> ToolResult | None:
        """Only for who could have asked for it: the key holds the customer, and the customer is proven."""
        if not attempt.ready or decision.status is Status.NEEDS_VERIFICATION:
            return None
        key = self._bench.call(attempt).key
        return results.first_result(self._db, key) if key else None

    def _run(self, attempt: Attempt, decision: Decision) -> Execution:
        call = self._bench.call(attempt)
        try:
            with self._db.begin_nested():
                result = attempt.tool.run(call)
                if call.key:
                    results.keep(self._db, call.key, attempt.tool.name, self._occasion.session, result, call.world.now)
        except Exception as problem:  # noqa: BLE001 - the savepoint took it back; what failed is recorded
            rival = results.first_result(self._db, call.key) if call.key else None
            return self._replayed(attempt, rival) if rival else self._failed(attempt, decision, problem)
        if attempt.tool.escalates:
            self._announce(Happened.ESCALATED, result.record, attempt.tool.name)
        return self._execution(attempt, ExecutionStatus.DONE, decision, result)

    def _announce(self, event: Happened, record: str, tool: str) -> None:
        announce(self._db, self._occasion, event, record, tool, self._parts.new_id)

    def _failed(self, attempt: Attempt, decision: Decision, problem: Exception) -> Execution:
        log.error("%s failed: %s", attempt.tool.name, problem)
        execution = self._execution(attempt, ExecutionStatus.FAILED, refusals.failed(decision, problem))
        return replace(execution, ticket_id=self._told_somebody(attempt)) if attempt.tool.consequence else execution

    def _told_somebody(self, attempt: Attempt) -> str | None:
        """A ticket for what the customer agreed to and did not get: a system beyond this one may have done half."""
        try:
            with self._db.begin_nested():
                ticket = self._bench.world.records.tickets.open(self._failure(attempt))
                self._announce(Happened.ESCALATED, f"ticket:{ticket.id}", attempt.tool.name)
        except Exception:
            log.exception("no ticket could be opened for %s", attempt.tool.name)
            return None
        return ticket.id

    def _failure(self, attempt: Attempt) -> NewTicket:
        session = self._occasion.session
        return NewTicket(
            customer_id=CustomerId(session.customer_id) if session.verified and session.customer_id else None,
            conversation_id=session.conversation_id,
            priority=TicketPriority.HIGH,
            category=TicketCategory.ORDER,
            summary=f"{attempt.tool.name} failed after the customer agreed to it. Check what it left, then do it or "
            f"say why not. It was: {self._consequence(attempt)}",
            idempotency_key=f"failed:{self._fingerprint(attempt)}",
            at=self._occasion.now,
        )

    def _ask(self, attempt: Attempt, decision: Decision) -> Execution:
        session, now = self._occasion.session, self._occasion.now
        row = ConfirmationRow(
            id=self._parts.new_id("CF"),
            conversation_id=session.conversation_id,
            customer_id=session.customer_id,
            turn_id=self._occasion.turn_id,
            tool=attempt.tool.name,
            arguments=dict(attempt.arguments),
            fingerprint=self._fingerprint(attempt),
            prompt=self._prompt(attempt, decision),
            status=ConfirmationStatus.OPEN,
            created_at=now,
            expires_at=now + self._parts.settings.confirmation_expiry,
        )
        execution = self._execution(attempt, ExecutionStatus.NEEDS_CONFIRMATION, decision)
        return replace(execution, confirmation=self._confirmations.ask(row))

    def _seek_approval(self, attempt: Attempt, decision: Decision, assent: Assent) -> Execution:
        """A person is asked for what the customer wants: by their own request, or by their yes to a proposal."""
        version = self._parts.gate.book.version
        known = approvals.pending(self._db, self._fingerprint(attempt), version, self._occasion.now)
        if known is not None:
            return replace(self._waiting(attempt, decision), approval_id=known.id)
        if attempt.tool.consequence is not None and not (assent.confirmed or self._occasion.requested):
            return self._ask(attempt, decision)
        return replace(self._waiting(attempt, decision), approval_id=self._file(attempt, decision))

    def _file(self, attempt: Attempt, decision: Decision) -> str:
        session, now = self._occasion.session, self._occasion.now
        row = ApprovalRow(
            id=self._parts.new_id("AP"),
            conversation_id=session.conversation_id,
            customer_id=session.customer_id or "",
            turn_id=self._occasion.turn_id,
            role=session.role,
            tool=attempt.tool.name,
            arguments=dict(attempt.arguments),
            fingerprint=self._fingerprint(attempt),
            prompt=self._consequence(attempt),
            reasons=[asdict(reason) for reason in decision.reasons],
            rules_version=decision.rules_version,
            status=ApprovalStatus.PENDING,
            created_at=now,
            expires_at=now + self._parts.settings.approval_expiry,
        )
        self._db.add(row)
        self._db.flush()
        self._announce(Happened.APPROVAL_PENDING, f"approval:{row.id}", attempt.tool.name)
        return row.id

    def _decide(self, attempt: Attempt, assent: Assent) -> Decision:
        decision = self._bench.decide(attempt, assent)
        curable = decision.status in (Status.ALLOWED, Status.NEEDS_APPROVAL, Status.NEEDS_CONFIRMATION)
        if curable and not attempt.ready:  # a rule allows what nobody could check: a hole in the rules, closed here
            return refusals.denied(attempt.tool.name, refusals.NOT_GATHERED, decision.rules_version)
        return decision

    def _consequence(self, attempt: Attempt) -> str:
        consequence = attempt.tool.consequence
        return consequence(self._bench.call(attempt)) if consequence else f"Run {attempt.tool.name}?"

    def _prompt(self, attempt: Attempt, decision: Decision) -> str:
        note = APPROVAL_NOTE if decision.status is Status.NEEDS_APPROVAL else ""
        return self._consequence(attempt) + note

    def _fingerprint(self, attempt: Attempt) -> str:
        return fingerprint(attempt.tool.name, attempt.arguments, self._occasion.session.customer_id)

    def _waiting(self, attempt: Attempt, decision: Decision) -> Execution:
        waiting = self._execution(attempt, ExecutionStatus.PENDING_APPROVAL, decision)
        return replace(waiting, prompt=self._consequence(attempt))

    def _replayed(self, attempt: Attempt, result: ToolResult) -> Execution:
        version = self._parts.gate.book.version
        decision = Decision(attempt.tool.name, False, Status.ALLOWED, (refusals.REPLAYED,), rules_version=version)
        return self._execution(attempt, ExecutionStatus.REPLAYED, decision, result)

    def _refused(self, attempt: Attempt, reason: Reason) -> Execution:
        decision = refusals.denied(attempt.tool.name, reason, self._parts.gate.book.version)
        return self._execution(attempt, ExecutionStatus.REFUSED, decision)

    def _execution(
        self, attempt: Attempt, status: ExecutionStatus, decision: Decision, result: ToolResult | None = None
    ) -> Execution:
        return Execution(attempt.tool.name, attempt.arguments, attempt.tool.effect, status, decision, result)

    def _recorded(self, tool: Tool[Any, Any] | None, execution: Execution) -> Execution:
        record(self._db, self._occasion, tool, execution)
        return execution

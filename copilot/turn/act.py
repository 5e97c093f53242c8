"""act: required tools -> results. Each execution is decided again by the desk with the exact arguments it runs with.

A missing input becomes a question, a forbidden action a refusal; nothing is guessed and nothing is retried.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from copilot.turn.trace import CallRecord
from copilot.turn.translate import call_record
from copilot.understanding.meaning import Understanding
from copilot.understanding.wants import PERSON
from tools.desk import Confirmation, Desk, Execution, ExecutionStatus
from tools.gate.decision import Decision, Status
from tools.session import Session

VERIFY = "verify_identity"
RECENT_ORDERS = "list_recent_orders"  # offered to a verified customer who did not name the order
_TRIED = {Status.ALLOWED, Status.NEEDS_CONFIRMATION, Status.NEEDS_APPROVAL}  # statuses worth an execution


@dataclass(frozen=True, slots=True)
class Acted:
    """What ran, what did not and why, and who the session is after it."""

    session: Session
    decisions: tuple[Decision, ...]
    calls: tuple[CallRecord, ...]
    executions: tuple[Execution, ...]
    refused: tuple[Decision, ...] = ()  # of several records named, those for which a required tool is denied
    confirmation_gone: bool = False  # a yes or a pressed button, but nothing was waiting for it
    declined: bool = False  # a no to what was waiting
    unclear: bool = False  # neither yes nor no, and the question is the same as before
    postponed: bool = False  # something else was asked for, and waits until the open question is answered

    @property
    def judged(self) -> tuple[Decision, ...]:
        """Every decision whose reasons the customer is told."""
        return (*self.decisions, *self.refused)

    @property
    def replied(self) -> bool:
        """Whether the message was an answer to a question of ours, and asked nothing itself."""
        return self.confirmation_gone or self.declined or any(c.proposed_by == "confirmation" for c in self.calls)


@dataclass(frozen=True, slots=True)
class Acting:
    """The act step of one turn."""

    desk: Desk
    now: datetime
    turn_id: str

    def act(
        self, understanding: Understanding, decisions: Sequence[Decision], session: Session, confirm: str | None
    ) -> Acted:
        """A confirmation runs its stored action and nothing else; otherwise every required tool is tried.

        One question is open at a time: what is shown to the customer is what a yes runs.
        """
        pending = self.desk.open_confirmation(session.conversation_id, self.now)
        if understanding.reply == "yes" and pending and not (confirm or understanding.answers):
            return self._put_again(_not_required(decisions), session, pending)
        if confirm and pending is None:
            return self._gone(understanding, decisions, session)
        if (confirm and not _takes_back(understanding)) or understanding.reply == "yes":
            return self._confirmed(decisions, session, pending, confirm)
        if understanding.reply == "no" and pending:
            self.desk.decline(session, pending.id, now=self.now, turn_id=self.turn_id)
            if PERSON in understanding.wants:  # "no, let me talk to somebody": the no is heard, and so is the wish
                return self._required(understanding, _not_required(decisions, pending.tool), session)
            return Acted(session, _not_required(decisions), (), (), declined=True)
        if understanding.hedges and pending and PERSON not in understanding.wants:
            return self._hedged(understanding, decisions, session, pending)
        return self._required(understanding, decisions, session)

    def _gone(self, understanding: Understanding, decisions: Sequence[Decision], session: Session) -> Acted:
        """A confirmation was pressed that nothing waits for: a no, a change, or a need for a person is still heard."""
        if not (_takes_back(understanding) or understanding.escalation):
            return Acted(session, _not_required(decisions), (), (), confirmation_gone=True)
        acted = self._required(understanding, decisions, session)
        return replace(acted, confirmation_gone=not acted.calls)

    def _hedged(
        self, understanding: Understanding, decisions: Sequence[Decision], session: Session, pending: Confirmation
    ) -> Acted:
        """Neither a yes nor a no: what else is wanted is tried, and the question is put, changed or as it was."""
        acted = self._required(understanding, decisions, session)
        tried = any(decision.tool == pending.tool and decision.required for decision in acted.decisions)
        if not (tried or _asked(acted.executions)):
            again = self._put_again(acted.decisions, acted.session, pending)
            executions = (*acted.executions, *again.executions)
            acted = replace(acted, decisions=again.decisions, calls=(*acted.calls, *again.calls), executions=executions)
        same = any(
            (each.tool, each.arguments) == (pending.tool, pending.arguments) for each in _asked(acted.executions)
        )
        return replace(acted, unclear=same)

    def _put_again(self, decisions: Sequence[Decision], session: Session, pending: Confirmation) -> Acted:
        """A yes to something else than the question, which was put some turns ago: it is put anew, and nothing runs."""
        execution = self._execute(session, pending.tool, pending.arguments)
        asked = replace(execution.decision, required=True)
        decided = (asked if decision.tool == pending.tool else decision for decision in decisions)
        return Acted(session, tuple(decided), (call_record(execution, "gate"),), (execution,))

    def _required(self, understanding: Understanding, decisions: Sequence[Decision], session: Session) -> Acted:
        known = {decision.tool: decision for decision in decisions}
        executions: list[Execution] = []
        verify = self._verification(known, session)
        if verify and verify.required and verify.status is Status.ALLOWED:
            executions.append(self._execute(session, VERIFY, understanding.slots.values))
            session = identified(session, executions[-1])
        postponed, refused = False, []
        for decision, arguments in self._wanted(session, decisions, understanding):
            if understanding.slots.several and (denied := self._denied(session, decision.tool, arguments)):
                refused.append(denied)
                continue
            if self._must_wait(decision.tool, executions):
                postponed = True
                if decision.tool not in {execution.tool for execution in executions}:
                    known[decision.tool] = replace(decision, required=False)
                continue
            executions.append(self._execute(session, decision.tool, arguments))
            known[decision.tool] = replace(executions[-1].decision, required=True)
        if (
            RECENT_ORDERS in known
            and session.verified
            and any(decision.required and "order_id" in decision.missing for decision in known.values())
        ):
            executions.append(self._execute(session, RECENT_ORDERS, {}))
        calls = tuple(call_record(execution, "gate") for execution in executions)
        return Acted(session, tuple(known.values()), calls, tuple(executions), tuple(refused), postponed=postponed)

    def _denied(self, session: Session, tool: str, arguments: Mapping[str, object]) -> Decision | None:
        """The decision on one of several records, where it is a no: that need not wait until another is settled."""
        decided = self.desk.decide(session, self.desk.gather(session, arguments, self.now), frozenset(), self.now)
        decision = next(each for each in decided if each.tool == tool)
        return replace(decision, required=True) if decision.status is Status.DENIED else None

    def _verification(self, known: dict[str, Decision], session: Session) -> Decision | None:
        """The decision on it. Of a third party, everything that waits for it needs it: that it is refused is said."""
        verify = known.get(VERIFY)
        waits = any(each.required and each.status is Status.NEEDS_VERIFICATION for each in known.values())
        if verify is not None and waits and session.third_party:
            verify = known[VERIFY] = replace(verify, required=True)
        return verify

    def _must_wait(self, tool: str, executions: Sequence[Execution]) -> bool:
        return bool(_asked(executions)) and self.desk.catalogue[tool].consequence is not None

    def _confirmed(
        self, decisions: Sequence[Decision], session: Session, pending: Confirmation | None, confirm: str | None
    ) -> Acted:
        if pending is None or confirm not in (None, pending.id):
            return Acted(session, _not_required(decisions), (), (), confirmation_gone=True)
        execution = self.desk.confirm(session, pending.id, now=self.now, turn_id=self.turn_id)
        settled = _not_required(execution.decision if d.tool == execution.tool else d for d in decisions)
        return Acted(session, settled, (call_record(execution, "confirmation"),), (execution,))

    def _wanted(
        self, session: Session, decisions: Sequence[Decision], understanding: Understanding
    ) -> Iterator[tuple[Decision, Mapping[str, object]]]:
        """Required tools with their arguments: once, or once per record named; not where the gate already said no."""
        slots = understanding.slots
        for decision in decisions:
            accepted = self.desk.catalogue[decision.tool].arguments.model_fields
            slot = next((slot for slot in slots.several if slot in accepted), None)
            proven = decision.status is Status.NEEDS_VERIFICATION and session.verified
            another = decision.status is Status.DENIED and slot is not None  # the first is denied, and the others?
            tried = decision.status in _TRIED or proven or another
            if decision.tool == VERIFY or not decision.required or not tried:
                continue
            for value in slots.several[slot] if slot else ():
                yield decision, {**slots.values, str(slot): value}
            if slot is None:
                yield decision, slots.arguments

    def _execute(self, session: Session, tool: str, slots: Mapping[str, object]) -> Execution:
        accepted = self.desk.catalogue[tool].arguments.model_fields
        arguments = {name: value for name, value in slots.items() if name in accepted}
        return self.desk.execute(session, tool, arguments, now=self.now, turn_id=self.turn_id, requested=True)


def _takes_back(understanding: Understanding) -> bool:
    """Whether the words say no, or something else, to what was pressed: they may forbid what a button allows."""
    return understanding.reply == "no" or (understanding.hedges and understanding.resumed)


def _asked(executions: Iterable[Execution]) -> list[Execution]:
    return [execution for execution in executions if execution.status is ExecutionStatus.NEEDS_CONFIRMATION]


def _not_required(decisions: Iterable[Decision], tool: str | None = None) -> tuple[Decision, ...]:
    """A reply to the open question asks for nothing else: of none of the tools, or of this one."""
    return tuple(
        replace(decision, required=False) if tool in (None, decision.tool) else decision for decision in decisions
    )


def identified(session: Session, execution: Execution) -> Session:
    """The session after verification: whom the records say it is, never whom the message says."""
    customer_id = execution.result.verified_customer_id if execution.result else None
    return replace(session, customer_id=customer_id, verified=True) if customer_id else session

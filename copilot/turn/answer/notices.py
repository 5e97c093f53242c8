"""What the copilot itself must say: what it asks for, refuses, waits for. Never left to a generator's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from copilot.turn.act import VERIFY, Acted
from copilot.turn.answer.citing import cite
from copilot.turn.answer.draft import GeneratorInput
from copilot.turn.answer.phrases import Phrases
from copilot.turn.trace import CallRecord, CitationRecord, EvidenceRecord, ReasonRecord
from tools.desk import Execution, ExecutionStatus
from tools.gate.decision import Decision, Status
from tools.gate.quotes import stands_in

VERIFICATION = "verification"
CONFIRMATION = "confirmation"


@dataclass(slots=True)
class Notices:
    """Sentences in the order they are said, what they cite, and what they ask for."""

    lines: list[str] = field(default_factory=list)
    citations: list[CitationRecord] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)
    refused: bool = False
    refused_proof: bool = False  # who may not be verified is not asked for details
    settled: frozenset[str] = frozenset()  # tools for which a model found what was missing

    def say(self, line: str, *cited: CitationRecord) -> None:
        """Add a sentence once."""
        if line and line not in self.lines:
            self.lines.append(line)
            self.citations.extend(cited)

    def ask(self, what: str, line: str) -> None:
        """Ask for something once. An empty line: what was said already asks for it."""
        if what not in self.asked_for:
            self.asked_for.append(what)
            self.say(line)


def notices(acted: Acted, given: GeneratorInput, phrases: Phrases, proposed: Iterable[CallRecord] = ()) -> Notices:
    """Everything that the decisions and executions of this turn oblige the copilot to say.

    What a call that a model `proposed` got done, or is waiting to do, lacks nothing any more.
    """
    said = Notices(settled=frozenset(call.tool for call in proposed if call.status not in ("refused", "failed")))
    if acted.confirmation_gone:
        said.say(phrases.confirmation_gone)
    if acted.unclear:
        said.say(phrases.unclear)
    tried = {execution.tool for execution in acted.executions}
    for execution in acted.executions:
        _report(execution, given, phrases, said)
    for decision in acted.refused:
        _explain(decision, given, phrases, said)
    if acted.postponed:
        said.say(phrases.postponed)
    untried = [decision for decision in acted.decisions if decision.required and decision.tool not in tried]
    for decision in sorted(untried, key=lambda decision: decision.tool != VERIFY):
        _explain(decision, given, phrases, said)
    return said


def model_notices(calls: Iterable[CallRecord], phrases: Phrases, said: Notices) -> None:
    """The same for calls that a language model proposed: a pending confirmation is asked for in fixed words."""
    for call in calls:
        if call.status == "needs_confirmation" and call.result:
            said.ask(CONFIRMATION, phrases.confirmation.format(prompt=call.result["summary"]))
        elif call.status == "pending_approval":
            said.say(phrases.pending_approval.format(prompt=(call.result or {}).get("summary", "")).strip())


def _report(execution: Execution, given: GeneratorInput, phrases: Phrases, said: Notices) -> None:
    match execution.status:
        case ExecutionStatus.NEEDS_CONFIRMATION if execution.confirmation:
            said.ask(CONFIRMATION, phrases.confirmation.format(prompt=execution.confirmation.prompt))
        case ExecutionStatus.PENDING_APPROVAL:
            said.say(phrases.pending_approval.format(prompt=execution.prompt or "").strip())
        case ExecutionStatus.FAILED:
            ticket = execution.ticket_id
            said.say(phrases.failed_ticket.format(ticket_id=ticket) if ticket else phrases.failed)
        case ExecutionStatus.REFUSED:
            _explain(execution.decision, given, phrases, said)
        case _ if execution.tool == VERIFY and not identified(execution):
            said.ask(VERIFICATION, "")  # its record says what did not match, and to try again
        case _:
            pass  # its record is evidence: the generator reports it


def identified(execution: Execution) -> bool:
    """Whether a verification found somebody."""
    return execution.result is not None and execution.result.verified_customer_id is not None


def _explain(decision: Decision, given: GeneratorInput, phrases: Phrases, said: Notices) -> None:
    match decision.status:
        case Status.NEEDS_VERIFICATION:
            if not said.refused_proof:
                said.ask(VERIFICATION, "" if said.asked_for else phrases.verification)
        case Status.NEEDS_INPUT:
            for argument in () if decision.tool in said.settled else decision.missing:
                said.ask(argument, phrases.ask_for(argument))
        case Status.DENIED:
            said.refused = True
            said.refused_proof |= decision.tool == VERIFY
            for reason in given.told(decision.reasons):
                _refuse(reason, given.evidence, said)
        case _:
            pass  # nothing stands in the way but a yes that nobody was asked for


def _refuse(reason: ReasonRecord, evidence: Sequence[EvidenceRecord], said: Notices) -> None:
    """The reason, and the clause behind it where this reader may see it."""
    piece = clause_evidence(reason, evidence)
    if piece is None or reason.clause is None:
        said.say(reason.text)
        return
    said.say(f"{reason.text} [{piece.id}]", cite(piece, reason.clause.quote))


def clause_evidence(reason: ReasonRecord, evidence: Sequence[EvidenceRecord]) -> EvidenceRecord | None:
    """The evidence in which the reason's clause stands."""
    clause = reason.clause
    if clause is None:
        return None
    said = (piece for piece in evidence if piece.doc_id == clause.doc_id and stands_in(clause.quote, piece.text))
    return next(said, None)

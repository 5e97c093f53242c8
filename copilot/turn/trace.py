"""The trace: everything one turn knew, decided and said. Console, evals, replay and debugging read only this."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from copilot.turn.outcome import Outcome
from ingestion.model import Question
from tools.gate.decision import Approver


class Frozen(BaseModel):
    """Traces are written once."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class IntentRecord(Frozen):
    """One intent with its probability (0..1)."""

    name: str
    probability: float


class UnderstandingRecord(Frozen):
    """What the message was taken to mean."""

    query: str  # standalone: follow-ups resolved from the history
    parts: tuple[str, ...]
    intents: tuple[IntentRecord, ...]  # the most probable of each part, in order
    wants: tuple[str, ...] = ()  # intents that the gate's `require` rules acted on
    slots: dict[str, Any]
    language: str
    risks: tuple[str, ...]
    reply: Literal["yes", "no"] | None  # to a pending confirmation


class ClauseRecord(Frozen):
    """A policy sentence behind a rule."""

    doc_id: str
    quote: str


class ReasonRecord(Frozen):
    """Why a decision is what it is."""

    rule_id: str
    text: str
    clause: ClauseRecord | None = None


class StandingRecord(Frozen):
    """What a tool was judged with beside its facts: whose records, what was not given, and which yes was."""

    owner: str | None = None
    missing: tuple[str, ...] = ()
    confirmed: bool = False
    approved: bool = False
    approver: Approver = Approver.NOBODY


class DecisionRecord(Frozen):
    """The gate's answer for one tool, and what it was judged on: a trace is read by staff only."""

    tool: str
    required: bool
    status: str
    reasons: tuple[ReasonRecord, ...]
    missing: tuple[str, ...]
    errors: tuple[str, ...]
    rules_version: str
    facts: dict[str, Any] = {}
    standing: StandingRecord = StandingRecord()


class CallRecord(Frozen):
    """One execution, or the reason why it did not happen."""

    tool: str
    arguments: dict[str, Any]
    effect: Literal["read", "write"]
    status: Literal["done", "replayed", "needs_confirmation", "pending_approval", "refused", "failed"]
    proposed_by: Literal["gate", "model", "confirmation"]
    result: dict[str, Any] | None = None
    reasons: tuple[ReasonRecord, ...] = ()
    approval_id: str | None = None
    confirmation_id: str | None = None
    ticket_id: str | None = None  # opened because the call failed


class HitRecord(Frozen):
    """One retrieved chunk, best first, before assembly."""

    chunk_id: str
    doc_id: str
    version: str
    section: str
    text: str
    score: float


class EvidenceRecord(Frozen):
    """One piece of what the generator was given. `id` is E1, E2... for policy, R1, R2... for records."""

    id: str
    kind: Literal["policy", "record"]
    role: Literal["rule", "exception", "definition", "record"]
    text: str
    audience: Literal["customer", "agent"] = "customer"
    context: str = ""  # title, headings, table header or list lead-in around `text`; never quoted
    doc_id: str | None = None
    version: str | None = None
    title: str | None = None
    section: str | None = None
    chunk_id: str | None = None
    span: tuple[int, int] | None = None  # into the document's Markdown-shaped text
    record: str | None = None  # "order:FH-10001"
    limits: tuple[str, ...] = ()  # ids of the evidence to which this is an exception
    contradicts: tuple[str, ...] = ()  # ids of the evidence that says the same with another period or amount
    prevails: Literal["regional", "narrower", "newer"] | None = None  # why it goes before what it contradicts
    questions: tuple[Question, ...] = Field(default=(), exclude=True, repr=False)  # how customers ask for it; not kept
    overruled: tuple[str, ...] = ()  # sentences of `text` that no longer hold: a regional or a newer one goes before


class CitationRecord(Frozen):
    """What a sentence of the answer rests on; `quote` stands verbatim in the evidence named."""

    evidence_id: str
    kind: Literal["policy", "record"]
    quote: str
    doc_id: str | None = None
    version: str | None = None
    title: str | None = None
    section: str | None = None
    span: tuple[int, int] | None = None
    record: str | None = None


class AnswerRecord(Frozen):
    """What the customer reads, who wrote it and what validation said of it."""

    text: str
    citations: tuple[CitationRecord, ...]
    generator: str  # "extractive", "template" or the model's name
    problems: tuple[str, ...] = ()  # validation failures of drafts that were not served
    attempts: int = 1
    fallback: str | None = None  # why the configured model's words were not used


class Trace(Frozen):
    """One turn, whole. Times are UTC; `timings` in milliseconds by step."""

    turn_id: str
    conversation_id: str
    started_at: datetime
    completed_at: datetime
    message: str
    customer_id: str | None
    verified: bool
    third_party: bool = False  # somebody said in this conversation that they are not the customer
    audience: Literal["customer", "agent"]
    as_of: date | None
    governing_dates: dict[str, date]
    order_id: str | None = None  # the customer's own order that the turn was about
    understanding: UnderstandingRecord
    decisions: tuple[DecisionRecord, ...]
    calls: tuple[CallRecord, ...]
    hits: tuple[HitRecord, ...]
    evidence: tuple[EvidenceRecord, ...]
    answer: AnswerRecord
    outcome: Outcome
    asked_for: tuple[str, ...]  # "verification", "confirmation", or argument names
    ticket_id: str | None
    versions: dict[str, str]  # rules, index generation, prompt, model
    timings: dict[str, float]

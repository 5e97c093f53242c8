"""A case: who asks, what they say turn by turn, what must come of it. Gold is document and quote, never a chunk."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from copilot.turn.outcome import Outcome
from evals.business import BUSINESS
from evals.cases.facts import Fact
from tools.gate.decision import Status

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Model(BaseModel):
    """Labels are written by people: an unknown key is a mistake, not an extension."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Slice(StrEnum):
    """What a case is about. A case has one or several."""

    SINGLE_CLAUSE = "single_clause"
    EXCEPTION = "exception"
    DEFINITION = "definition"
    EFFECTIVE_DATE = "effective_date"
    REGION = "region"
    AUDIENCE = "audience"
    TABLE = "table"
    SEVERAL_DOCUMENTS = "several_documents"
    ORDER_LOOKUP = "order_lookup"
    MISSING_INPUT = "missing_input"
    TWO_REQUESTS = "two_requests"
    UNVERIFIED = "unverified"
    OTHER_CUSTOMER = "other_customer"
    REFUND_WRITES = "refund_writes"
    RETURN_WRITES = "return_writes"
    APPROVAL = "approval"
    CONFIRMATION = "confirmation"
    MULTI_TURN = "multi_turn"
    MISSPELT = "misspelt"
    INJECTED_INSTRUCTIONS = "injected_instructions"
    OUT_OF_SCOPE = "out_of_scope"
    UNANSWERABLE_BUT_CLOSE = "unanswerable_but_close"
    ESCALATION = "escalation"
    CONFLICT = "conflict"
    LONG_MESSAGE = "long_message"
    OTHER_LANGUAGES = "other_languages"
    AMBIGUOUS = "ambiguous"
    COMPLAINT = "complaint"


class Rule(StrEnum):
    """How one argument is compared with its label."""

    EXACT = "exact"  # ids, money, dates, closed sets: equal after reading the type
    WORDS = "words"  # free text: the same words, whatever their case, order and punctuation
    CONTAINS = "contains"  # free text: at least the label's words
    ANY = "any"  # free text nobody can predict: present and not empty


Ends = Literal["done", "replayed", "needs_confirmation", "pending_approval", "refused", "failed"]


class Setup(Model):
    """The conversation before the first message: what the support UI's server would say of the customer."""

    customer: str | None = None
    verified: bool = False
    region: Literal["us", "uk", "eu"] | None = None
    audience: Literal["customer", "agent"] = "customer"
    as_of: date | None = None


class ExpectedCall(Model):
    """One call: its arguments, how each is compared (`exact` unless said), and how it should end.

    `alternatives` are other tools that serve as well with the same arguments.
    """

    tool: Text
    alternatives: tuple[Text, ...] = ()
    arguments: dict[str, Any] = {}
    compare: dict[str, Rule] = {}
    ends: Ends = "done"

    @model_validator(mode="after")
    def _rules_name_arguments(self) -> Self:
        if unknown := sorted(set(self.compare) - set(self.arguments)):
            raise ValueError(f"compare names no argument: {', '.join(unknown)}")
        return self

    @property
    def tools(self) -> tuple[str, ...]:
        """Every tool that is right, the best first."""
        return (self.tool, *self.alternatives)


class Source(Model):
    """A sentence of a document, verbatim. `version` is needed where the document has several."""

    doc_id: Slug
    quote: Text
    version: str | None = None

    def __str__(self) -> str:
        return f"{self.doc_id}{'@' + self.version if self.version else ''}: {self.quote!r}"


class Gold(Source):
    """A passage the answer rests on.

    `same_as` are other places that say the same: any one of them is enough. `required` false: relevant when it
    turns up, no miss when it does not.
    """

    role: Literal["rule", "exception", "definition"] = "rule"
    required: bool = True
    same_as: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every place that says it."""
        return (Source(doc_id=self.doc_id, quote=self.quote, version=self.version), *self.same_as)


class Expected(Model):
    """What one turn must come to.

    `calls` are the required tool calls, duplicates kept. `allowed` tools may be called or not; every other tool
    counts as a needless call. `forbidden` tools must not even be tried. `decisions` are labelled only where the
    case says something about the gate.
    """

    outcome: Outcome
    alternatives: tuple[Outcome, ...] = ()
    calls: tuple[ExpectedCall, ...] = ()
    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    decisions: dict[str, Status] = {}
    gold: tuple[Gold, ...] = ()
    facts: tuple[Fact, ...] = ()
    forbidden_facts: tuple[Fact, ...] = ()

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """Every outcome that is right."""
        return frozenset((self.outcome, *self.alternatives))

    @property
    def required_gold(self) -> tuple[Gold, ...]:
        """The passages that must be found."""
        return tuple(gold for gold in self.gold if gold.required)

    @model_validator(mode="after")
    def _lists_agree(self) -> Self:
        called = {tool for call in self.calls for tool in call.tools}
        if both := sorted((called | set(self.allowed)) & set(self.forbidden)):
            raise ValueError(f"both wanted and forbidden: {', '.join(both)}")
        return self


class Turn(Model):
    """Either something said, or an approver's word on the approval that the turn before left open.

    `say` may be played in a `new_conversation` of the same customer. `press` confirms with the button instead of
    words. A turn without `expect` is played for real and not judged.
    """

    say: str | None = None
    press: Literal["confirm"] | None = None
    approver: Literal["approve", "reject"] | None = None
    new_conversation: bool = False
    expect: Expected | None = None

    @model_validator(mode="after")
    def _said_or_decided(self) -> Self:
        if (self.say is None) == (self.approver is None):
            raise ValueError("give `say` or `approver`, one of them")
        if self.approver is not None and (self.expect is not None or self.press is not None):
            raise ValueError("an approver's turn has no answer to expect: label `changes`")
        return self


class Change(Model):
    """Rows that must change: `count` rows of `table`, each with (at least) these values after the change."""

    table: Text
    kind: Literal["insert", "update", "delete"] = "insert"
    count: int = Field(default=1, ge=1)
    where: dict[str, Any] = {}

    @field_validator("table")
    @classmethod
    def _is_compared(cls, value: str) -> str:
        if value not in BUSINESS:
            raise ValueError(f"{value} is not compared; name one of {', '.join(sorted(BUSINESS))}")
        return value


class Case(Model):
    """One reviewed case. `changes` is complete: any other change of the records is wrong."""

    id: Slug
    slices: tuple[Slice, ...] = Field(min_length=1)
    setup: Setup = Setup()
    turns: tuple[Turn, ...] = Field(min_length=1)
    changes: tuple[Change, ...] = ()
    note: str | None = None

    @property
    def expected(self) -> tuple[Expected, ...]:
        """The labels of the turns that carry some, in order."""
        return tuple(turn.expect for turn in self.turns if turn.expect is not None)

    @property
    def gold(self) -> tuple[Gold, ...]:
        """Every passage any turn rests on, in order."""
        return tuple(gold for expected in self.expected for gold in expected.gold)

    @model_validator(mode="after")
    def _says_something_to_judge(self) -> Self:
        if not self.expected:
            raise ValueError("no turn carries `expect`: nothing would be judged")
        if self.turns[0].say is None:
            raise ValueError("the first turn says nothing")
        return self

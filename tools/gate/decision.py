"""What the gate says about one tool in one turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """The first that holds, in this order, is the decision's status."""

    DENIED = "denied"
    NEEDS_VERIFICATION = "needs_verification"
    NEEDS_INPUT = "needs_input"
    NEEDS_APPROVAL = "needs_approval"
    NEEDS_CONFIRMATION = "needs_confirmation"
    ALLOWED = "allowed"


class Approver(StrEnum):
    """What the person who approves may decide; rules say how far each reaches."""

    NOBODY = "nobody"
    SUPERVISOR = "approver"  # by the name that their API key has
    FINANCE = "finance"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Clause:
    """The policy sentence a rule comes from: a document id and words that stand in it verbatim."""

    doc_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule that decided, in words a person can read, and the clause behind it."""

    rule_id: str
    text: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a tool was judged with beside its facts: whose records they are, what was not given, and which yes was."""

    owner: str | None = None
    missing: tuple[str, ...] = ()
    confirmed: bool = False
    approved: bool = False
    approver: Approver = Approver.NOBODY


@dataclass(frozen=True, slots=True)
class Decision:
    """The gate's answer for one tool: whether the turn needs it, and whether it may run.

    `reasons` is empty only when the tool is allowed; `facts` are the values it was judged on, `missing` the
    argument names to ask for, `errors` what failed while judging (a decision with errors is never allowed).
    """

    tool: str
    required: bool
    status: Status
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    rules_version: str = ""
    standing: Standing = Standing()

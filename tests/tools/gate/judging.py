"""Rule tables: what a rule is asked, and what it must say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tools.catalogue import discover
from tools.desk.desk import open_gate
from tools.gate.decision import Approver, Decision, Status
from tools.gate.gate import Assent, Case, Gate
from tools.session import Session

INTENTS = (
    "where_is_my_order",
    "order_status",
    "recent_orders",
    "can_i_return",
    "start_return",
    "refund_request",
    "cancel_order",
    "change_address",
    "gift_card_balance",
    "my_subscriptions",
    "skip_delivery",
    "cancel_subscription",
    "verify_identity",
    "goodwill_credit",
    "talk_to_person",
    "complaint",
    "policy_question",
    "greeting",
    "thanks",
    "out_of_scope",
)
OWNER = "C-1"
VERIFIED = Session("conversation", OWNER, verified=True)
UNVERIFIED = Session("conversation")


@dataclass(frozen=True, slots=True)
class RuleCase:
    """One row of a rule table. The customer has confirmed unless the row says otherwise."""

    name: str
    tool: str
    facts: object
    status: Status
    rules: tuple[str, ...] = ()  # the ids of the reasons, sorted
    session: Session = VERIFIED
    confirmed: bool = True
    approved: bool = False
    approver: Approver = Approver.SUPERVISOR  # where it is approved
    owner: str | None = OWNER
    missing: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    intents: frozenset[str] = frozenset()
    required: bool = False


def judged(gate: Gate, row: RuleCase) -> Decision:
    """The gate's decision on one row."""
    case = Case(row.tool, row.facts, row.owner, row.given, row.missing)
    return gate.decide(row.session, [case], row.intents, assent_of(row))[0]


def assent_of(row: RuleCase) -> Assent:
    """Whose yes is there."""
    return Assent(row.confirmed, row.approved, row.approver if row.approved else Approver.NOBODY)


def verdict(decision: Decision) -> tuple[bool, Status, tuple[str, ...]]:
    """What a row fixes of a decision."""
    return decision.required, decision.status, tuple(reason.rule_id for reason in decision.reasons)


def expected(row: RuleCase) -> tuple[bool, Status, tuple[str, ...]]:
    """What a row says it must be."""
    return row.required, row.status, row.rules


def asked(tool: str, intent: str, facts: object, *, status: Status = Status.ALLOWED) -> tuple[RuleCase, RuleCase]:
    """The tool is required when its intent is wanted, and not when another is."""
    return (
        RuleCase(f"{tool} is required by {intent}", tool, facts, status, intents=frozenset({intent}), required=True),
        RuleCase(f"{tool} is not required by thanks", tool, facts, status, intents=frozenset({"thanks"})),
    )


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that differ from one good case: `row(name, status, rules, **changes)`."""

    tool: str
    facts: type
    good: Mapping[str, object] = field(default_factory=dict)

    def row(self, name: str, status: Status, /, *rules: str, **changes: object) -> RuleCase:
        """The good case with some facts changed; None takes a fact away."""
        return RuleCase(name, self.tool, self.facts(**{**self.good, **changes}), status, rules)

    def allowed(self, name: str, /, **changes: object) -> RuleCase:
        """Still fine."""
        return self.row(name, Status.ALLOWED, **changes)

    def denied(self, name: str, /, *rules: str, **changes: object) -> RuleCase:
        """Refused by exactly these rules."""
        return self.row(name, Status.DENIED, *rules, **changes)

    def needs_approval(self, name: str, /, *rules: str, **changes: object) -> RuleCase:
        """A person has to say yes, because of exactly these rules."""
        return self.row(name, Status.NEEDS_APPROVAL, *rules, **changes)


def demo_gate() -> Gate:
    """The shop's own rules."""
    return open_gate(discover("tools"), INTENTS)

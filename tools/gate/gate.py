"""From what is known to a decision per tool: the only place where permission is decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from tools.gate.decision import Approver, Clause, Decision, Reason, Standing, Status
from tools.gate.engine import Answer, Ask, Engine, Named, Principals
from tools.gate.parameters import Parameters
from tools.gate.quotes import spelled_out
from tools.gate.reason import render
from tools.gate.rules import Rule, RuleBook
from tools.gate.shape import Question
from tools.session import Session

ORDER = tuple(Status)  # strongest first
NOBODY = "nobody"  # whose records a request without any record is about
NO_PERMIT = Reason("no-permit", "Nothing in the rules allows this.")
ENGINE_ERROR = Reason("engine-error", "This could not be checked, so it is not done.")
CURABLE = (Status.NEEDS_APPROVAL, Status.NEEDS_CONFIRMATION)  # a person's yes can lift these


@dataclass(frozen=True, slots=True)
class Case:
    """One tool to be judged: the facts gathered for it, and which of its arguments are there.

    `owner` is whose records the facts come from, None before any record is loaded. `errors` are what failed while
    gathering: with any, the tool is denied.
    """

    tool: str
    facts: object
    owner: str | None = None
    given: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assent:
    """The yeses that are there: the customer's to exactly this action, a person's of the shop and what they may."""

    confirmed: bool = False
    approved: bool = False
    approver: Approver = Approver.NOBODY


NO_PARAMETERS = Parameters({})
NONE = Assent()
FULL = Assent(confirmed=True, approved=True, approver=Approver.ADMIN)
NOT_ASKED = Answer(allowed=False)  # what may not be offered is denied, whatever else is said of it


class Gate:
    """The rules, ready to be asked."""

    def __init__(self, book: RuleBook, parameters: Parameters = NO_PARAMETERS) -> None:
        """`parameters` hold the dated numbers that quotes leave open. Raises UnknownParameterError."""
        self.book = book
        self._sayings = {
            rule.id: {quote for quote, _ in spelled_out(rule.clause.quote, parameters)}
            for rule in book.rules.values()
            if rule.clause
        }
        self._engines = _Engines(book)

    def decide(
        self, session: Session, cases: Iterable[Case], intents: frozenset[str] = frozenset(), assent: Assent = NONE
    ) -> tuple[Decision, ...]:
        """One decision per case, sorted by tool.

        Whether it may be offered and whether the turn needs it is asked of all in one batch each; whether it may run,
        only of what may be offered. What only lacks a yes is asked again as if every yes were there, so that nobody
        is asked for one that could not help.
        """
        cases = sorted(cases, key=lambda case: case.tool)
        offers = self._engines.offer.answer(session, [_offer(session, case) for case in cases])
        requires = self._engines.require.answer(session, [_require(session, case, intents) for case in cases])
        return tuple(
            self._judged(session, case, assent, offer, require)
            for case, offer, require in zip(cases, offers, requires, strict=True)
        )

    def _judged(self, session: Session, case: Case, assent: Assent, offer: Answer, require: Answer) -> Decision:
        if not offer.allowed:
            return self._decision(case, assent, offer, require, NOT_ASKED)
        execute = self._execute(session, case, assent)
        decision = self._decision(case, assent, offer, require, execute)
        if decision.status not in CURABLE:
            return decision
        best = self._execute(session, case, FULL)
        return decision if best.allowed else self._decision(case, assent, offer, require, best)

    def _execute(self, session: Session, case: Case, assent: Assent) -> Answer:
        return self._engines.execute[case.tool].answer(session, [_execution(session, case, assent)])[0]

    def _decision(self, case: Case, assent: Assent, offer: Answer, require: Answer, execute: Answer) -> Decision:
        facts = facts_of(case)
        errors = case.errors + offer.errors + require.errors + execute.errors
        reasons = self._reasons(offer, facts) or self._reasons(execute, facts)
        if errors:
            reasons = ((Status.DENIED, ENGINE_ERROR),)
        status = min((status for status, _ in reasons), key=ORDER.index, default=Status.ALLOWED)
        return Decision(
            tool=case.tool,
            required=require.allowed,
            status=status,
            reasons=tuple(reason for weight, reason in reasons if weight is status),
            missing=tuple(sorted(case.missing)) if status is Status.NEEDS_INPUT else (),
            facts=facts,
            errors=errors,
            rules_version=self.book.version,
            standing=Standing(
                case.owner, tuple(sorted(case.missing)), assent.confirmed, assent.approved, assent.approver
            ),
        )

    def _reasons(self, answer: Answer, facts: Mapping[str, object]) -> tuple[tuple[Status, Reason], ...]:
        """What stands in the way, sorted by rule id; empty when nothing does."""
        if answer.allowed:
            return ()
        rules = [self.book.rules[rule_id] for rule_id in answer.rule_ids]
        against = [rule for rule in rules if rule.outcome is not None]
        if not against:
            return ((Status.DENIED, NO_PERMIT),)
        return tuple(
            (rule.outcome, Reason(rule.id, render(rule.reason, facts), self._spoken(rule, facts)))
            for rule in against
            if rule.outcome is not None
        )

    def _spoken(self, rule: Rule, facts: Mapping[str, object]) -> Clause | None:
        """The clause as the version in force says it; none when no version says it with this number."""
        if rule.clause is None:
            return None
        quote = render(rule.clause.quote, facts)
        return Clause(rule.clause.doc_id, quote) if quote in self._sayings[rule.id] else None


class _Engines:
    """One engine per question, and per tool where it is asked whether that may run.

    Each has the rules whose scope holds its actions: the others could not match, and cost as much as those that can.
    """

    def __init__(self, book: RuleBook) -> None:
        principals = Principals(book.schema)

        def engine(*actions: str) -> Engine:
            apply = {key: rule.policy for key, rule in book.rules.items() if not rule.actions.isdisjoint(actions)}
            return Engine(apply, book.schema, principals)

        tools = {action.partition(":")[2] for action in book.schema.actions}
        self.offer = engine(*(Question.OFFER.of(tool) for tool in tools))
        self.require = engine(*(Question.REQUIRE.of(tool) for tool in tools))
        self.execute = {tool: engine(Question.EXECUTE.of(tool)) for tool in tools}


def _offer(session: Session, case: Case) -> Ask:
    return Ask(Question.OFFER.of(case.tool), _owner(session, case), {})


def _require(session: Session, case: Case, intents: frozenset[str]) -> Ask:
    said = {"intents": _named("Intent", intents), "given": _named("Argument", case.given)}
    return Ask(Question.REQUIRE.of(case.tool), _owner(session, case), said)


def _execution(session: Session, case: Case, assent: Assent) -> Ask:
    state = {
        "missing": _named("Argument", case.missing),
        "confirmed": assent.confirmed,
        "approved": assent.approved,
        "approver": assent.approver,
    }
    return Ask(Question.EXECUTE.of(case.tool), _owner(session, case), facts_of(case) | state)


def _owner(session: Session, case: Case) -> str:
    return case.owner or session.customer_id or NOBODY


def facts_of(case: Case) -> dict[str, object]:
    """The facts that are known, by name."""
    values = {spec.name: getattr(case.facts, spec.name) for spec in fields(case.facts)}  # type: ignore[arg-type]
    return {name: value for name, value in values.items() if value is not None}


def _named(kind: str, names: Iterable[str]) -> frozenset[Named]:
    return frozenset(Named(kind, name) for name in names)

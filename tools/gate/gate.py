"""From what is known to a decision per tool: the only place where permission is decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from tools.gate.decision import Clause, Decision, Reason, Standing, Status
from tools.gate.engine import Answer, Ask, Engine, Named
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
    """The yeses that are there: the customer's to exactly this action, a person's of the shop."""

    confirmed: bool = False
    approved: bool = False


NO_PARAMETERS = Parameters({})
NONE = Assent()
FULL = Assent(confirmed=True, approved=True)
ALLOW = Answer(allowed=True)


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
        self._engine = Engine(book.policies, book.schema)

    def decide(
        self, session: Session, cases: Iterable[Case], intents: frozenset[str] = frozenset(), assent: Assent = NONE
    ) -> tuple[Decision, ...]:
        """One decision per case, sorted by tool.

        What only lacks a yes is asked again as if every yes were there, so that nobody is asked for one that
        could not help.
        """
        cases = sorted(cases, key=lambda case: case.tool)
        asks = [ask for case in cases for ask in self._asks(session, case, intents, assent)]
        answers = self._engine.answer(session, asks)
        decisions = [
            self._decision(case, assent, *answers[place : place + 3])
            for place, case in zip(range(0, len(asks), 3), cases, strict=True)
        ]
        return self._without_hopeless(session, cases, decisions, assent)

    def _asks(self, session: Session, case: Case, intents: frozenset[str], assent: Assent) -> list[Ask]:
        owner = case.owner or session.customer_id or NOBODY
        said = {"intents": _named("Intent", intents), "given": _named("Argument", case.given)}
        return [
            Ask(Question.OFFER.of(case.tool), owner, {}),
            Ask(Question.REQUIRE.of(case.tool), owner, said),
            self._execution(session, case, assent),
        ]

    def _execution(self, session: Session, case: Case, assent: Assent) -> Ask:
        state = {
            "missing": _named("Argument", case.missing),
            "confirmed": assent.confirmed,
            "approved": assent.approved,
        }
        owner = case.owner or session.customer_id or NOBODY
        return Ask(Question.EXECUTE.of(case.tool), owner, facts_of(case) | state)

    def _without_hopeless(
        self, session: Session, cases: Sequence[Case], decisions: Sequence[Decision], assent: Assent
    ) -> tuple[Decision, ...]:
        waiting = [place for place, decision in enumerate(decisions) if decision.status in CURABLE]
        if not waiting:
            return tuple(decisions)
        best = self._engine.answer(session, [self._execution(session, cases[place], FULL) for place in waiting])
        final = list(decisions)
        for place, answer in zip(waiting, best, strict=True):
            if not answer.allowed:
                hopeless = self._decision(cases[place], assent, ALLOW, ALLOW, answer)
                final[place] = replace(hopeless, required=decisions[place].required)
        return tuple(final)

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
            standing=Standing(case.owner, tuple(sorted(case.missing)), assent.confirmed, assent.approved),
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


def facts_of(case: Case) -> dict[str, object]:
    """The facts that are known, by name."""
    values = {spec.name: getattr(case.facts, spec.name) for spec in fields(case.facts)}  # type: ignore[arg-type]
    return {name: value for name, value in values.items() if value is not None}


def _named(kind: str, names: Iterable[str]) -> frozenset[Named]:
    return frozenset(Named(kind, name) for name in names)

"""What would have to be different for a tool to run: found by asking the rules again with one thing changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pydantic import TypeAdapter

from tools.gate.check.expressions import attributes
from tools.gate.check.space import space_of
from tools.gate.decision import Approver, Decision, Standing, Status
from tools.gate.engine import Named, plain
from tools.gate.gate import ORDER, Assent, Case, Gate
from tools.gate.parameters import Parameters
from tools.gate.shape import Question
from tools.session import Session

DEAD_ENDS = (Status.DENIED, Status.NEEDS_VERIFICATION)  # what leads on is neither
MOST_PAIRS = 5  # shown; where two changes are needed there can be many


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be different."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that lead on, and to what."""

    changes: tuple[Change, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Situation:
    """A tool as it was judged: its facts by name, in the form that records keep, and what it was judged with."""

    tool: str
    facts_type: type
    facts: Mapping[str, object]
    session: Session
    standing: Standing


def ways_on(gate: Gate, parameters: Parameters, situation: Situation) -> tuple[Way, ...]:
    """Every single change that leads on, the nearest value of each; where none does, pairs of what the rules read."""
    now = judged(gate, situation)
    if now.status is Status.ALLOWED:
        return ()
    changes = list(_changes(gate, parameters, situation))
    single = _leading_on(gate, situation, now, [(change,) for change in changes])
    if single:
        return _nearest(single)
    read = {name for reason in now.reasons for name in _read_by(gate, reason.rule_id)}
    near = [change for change in changes if change.name in read]
    pairs = [(one, other) for one, other in combinations(near, 2) if one.name != other.name]
    return _leading_on(gate, situation, now, pairs)[:MOST_PAIRS]


def judged(gate: Gate, situation: Situation) -> Decision:
    """What the gate says to it."""
    standing = situation.standing
    facts: object = TypeAdapter(situation.facts_type).validate_python(dict(situation.facts))
    case = Case(situation.tool, facts, standing.owner, missing=frozenset(standing.missing))
    return gate.decide(
        situation.session, [case], assent=Assent(standing.confirmed, standing.approved, standing.approver)
    )[0]


def _leading_on(
    gate: Gate, situation: Situation, now: Decision, tried: Sequence[tuple[Change, ...]]
) -> tuple[Way, ...]:
    found = []
    for changes in tried:
        changed = situation
        for change in changes:
            changed = _with(changed, change)
        status = judged(gate, changed).status
        if status not in DEAD_ENDS and ORDER.index(status) > ORDER.index(now.status):
            found.append(Way(changes, status))
    return tuple(found)


def _changes(gate: Gate, parameters: Parameters, situation: Situation) -> Iterator[Change]:
    """Each attribute with each boundary value it does not have now. Not knowing something is no way on."""
    action = Question.EXECUTE.of(situation.tool)
    policies = [rule.policy for rule in gate.book.rules.values() if action in rule.actions]
    numbers = {value for value in situation.facts.values() if type(value) is int}
    for name, values in space_of(action, policies, gate.book.schema, parameters).values.items():
        before = _value(situation, name)
        around = {number + step for number in numbers for step in (-1, 0, 1)} if type(before) is int else set()
        for after in dict.fromkeys([*map(_told, values), *sorted(around)]):
            if after is not None and after != before and _is_one_way(name, after):
                yield Change(name.partition(".")[2], before, after)


def _is_one_way(name: str, after: object) -> bool:
    """What a person could bring about: a proof, a yes, a detail; not that somebody else asks, or less is known."""
    return name.startswith("context.") or (name == "principal.verified" and after is True)


def _with(situation: Situation, change: Change) -> Situation:
    match change.name:
        case "verified":
            return replace(situation, session=replace(situation.session, verified=bool(change.after)))
        case "missing":
            return replace(situation, standing=replace(situation.standing, missing=_names(change.after)))
        case "confirmed":
            return replace(situation, standing=replace(situation.standing, confirmed=bool(change.after)))
        case "approved":
            return replace(situation, standing=replace(situation.standing, approved=bool(change.after)))
        case "approver":
            return replace(situation, standing=replace(situation.standing, approver=Approver(str(change.after))))
        case name:
            return replace(situation, facts={**situation.facts, name: change.after})


def _value(situation: Situation, name: str) -> object:
    match name.partition(".")[2]:
        case "verified" | "role" | "third_party" as about:
            return getattr(situation.session, about)
        case "account":
            return situation.session.customer_id
        case "missing":
            return situation.standing.missing
        case "confirmed" | "approved" | "approver" as about:
            return getattr(situation.standing, about)
        case fact:
            return situation.facts.get(fact)


def _told(value: object) -> object:
    """A value as records keep it."""
    match value:
        case Named(_, name):
            return name
        case frozenset():
            return tuple(sorted(str(_told(item)) for item in value))
        case _:
            return plain(value)


def _names(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _read_by(gate: Gate, rule_id: str) -> set[str]:
    rule = gate.book.rules.get(rule_id)
    return {name.partition(".")[2] for name in attributes(rule.policy)} if rule else set()


def _nearest(ways: Sequence[Way]) -> tuple[Way, ...]:
    """Of the numbers that lead on, the one nearest to what it is; every other kind of value."""
    best: dict[tuple[str, object], Way] = {}
    for way in ways:
        (change,) = way.changes
        key = (change.name, None if type(change.after) is int else change.after)
        if key not in best or _distance(change) < _distance(best[key].changes[0]):
            best[key] = way
    return tuple(best.values())


def _distance(change: Change) -> int:
    if isinstance(change.after, int) and isinstance(change.before, int):
        return abs(change.after - change.before)
    return 0

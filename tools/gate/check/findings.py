"""What a check of all rules together finds, each as a sentence with the state that shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tools.gate.check.book import Judged, refused, where
from tools.gate.check.counting import Factor
from tools.gate.check.space import PRINCIPAL, THIRD_PARTY
from tools.gate.check.tables import State, Table
from tools.gate.decision import Approver, Status
from tools.gate.engine import Named
from tools.gate.rules import Rule, RuleBook

CURES: Mapping[Status, Mapping[str, object]] = {
    Status.NEEDS_APPROVAL: {"context.approved": True, "context.approver": Named("Approver", Approver.ADMIN)},
    Status.NEEDS_CONFIRMATION: {"context.confirmed": True},
    Status.NEEDS_INPUT: {"context.missing": frozenset()},
    Status.NEEDS_VERIFICATION: {"principal.verified": True},
}  # what lifts a refusal of each kind


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that the rules do not keep: how many states allow it, one of them, and by which permits."""

    invariant: Rule
    action: str
    states: int
    state: State
    allowed_by: tuple[str, ...]
    silent: tuple[str, ...]  # forbids about the same facts that let it pass

    def __str__(self) -> str:
        facts = ", ".join(f"{name} = {shown(value)}" for name, value in self.state.items())
        return (
            f"invariant {self.invariant.id}: {self.invariant.reason} The rules allow {self.action} in "
            f"{self.states:,} states, for example: {facts}. Allowed by {', '.join(self.allowed_by)}; "
            f"not refused by {', '.join(self.silent) or 'any rule about these facts'}."
        )


def broken(judged: Judged, invariants: Iterable[Rule]) -> Iterator[Broken]:
    """Every invariant that some state breaks."""
    by_id = {rule.id: rule for rule in invariants}
    for rule_id, table in judged.invariants.items():
        found = judged.count(*judged.allowed(), where(table))
        if found.example is None:
            continue
        yield Broken(
            by_id[rule_id],
            judged.space.action,
            found.states,
            {name: value for name, value in judged.state(found.example).items() if name in _told(judged, table)},
            tuple(sorted(key for key, each in judged.permits.items() if judged.matches(each, found.example))),
            tuple(sorted(key for key, each in judged.forbids.items() if not set(each.axes).isdisjoint(table.axes))),
        )


def _told(judged: Judged, table: Table) -> set[str]:
    """What a reader needs of a state: the invariant's facts, and those of the rules that speak of them."""
    near = (each.axes for each in judged.forbids.values() if not set(each.axes).isdisjoint(table.axes))
    return set(table.axes).union(*near)


def never_fire(book: RuleBook, actions: Mapping[str, Judged]) -> Iterator[str]:
    """Rules that match nothing at all."""
    for rule in book.rules.values():
        if not any(_table(actions[action], rule.id).matches.any() for action in rule.actions):
            yield f"rule {rule.id} ({rule.source}): it never fires: no facts and no session make it match"


def never_decide(book: RuleBook, actions: Mapping[str, Judged]) -> Iterator[str]:
    """Refusals that change no answer: wherever they speak, another rule refuses too, or nothing is permitted."""
    for rule in book.rules.values():
        if rule.effect == "forbid" and not any(_decides(actions[action], rule.id) for action in rule.actions):
            yield f"rule {rule.id} ({rule.source}): it never decides: other rules refuse wherever it does"


def _decides(judged: Judged, rule_id: str) -> bool:
    return judged.count(*judged.allowed(but=rule_id), where(judged.forbids[rule_id])).states > 0


def contradictions(book: RuleBook, actions: Mapping[str, Judged]) -> Iterator[str]:
    """Permits that nothing gets through, and refusals that ask for a yes which could never help."""
    for rule in book.rules.values():
        for action in sorted(rule.actions):
            judged = actions[action]
            if rule.effect == "permit" and _closed(judged, judged.permits[rule.id]):
                yield f"rule {rule.id} ({rule.source}) permits {action}, and others always refuse it"
            elif rule.outcome is not None and _hopeless(judged, judged.forbids[rule.id], CURES.get(rule.outcome)):
                yield f"rule {rule.id} ({rule.source}) asks for a yes to {action} that could never help"


def _closed(judged: Judged, permit: Table) -> bool:
    against = [refused(table) for table in judged.forbids.values()]
    return bool(permit.matches.any()) and judged.count(where(permit), *against).states == 0


def _hopeless(judged: Judged, forbid: Table, cure: Mapping[str, object] | None) -> bool:
    """Whether it fires somewhere, and nowhere is all well once what it asks for is there."""
    if cure is None:
        return False
    places = {name: judged.space.values[name].index(value) for name, value in cure.items() if name in judged.sizes}
    own = [name for name in places if name in forbid.axes]
    if not forbid.matches.any() or not own:
        return False  # a refusal that names its cure in words only: other rules decide whether it helps
    uncured = forbid.matches.any(axis=tuple(forbid.axes.index(name) for name in own))
    rest = tuple(name for name in forbid.axes if name not in places)
    fires = Factor(rest, uncured.astype(int))
    cured = [_only(judged, name, place) for name, place in places.items()]
    return judged.count(fires, *cured, *judged.allowed()).states == 0


def _only(judged: Judged, name: str, place: int) -> Factor:
    return Factor((name,), np.eye(judged.sizes[name], dtype=np.int64)[place])


def words_allow(book: RuleBook, actions: Mapping[str, Judged]) -> Iterator[str]:
    """Rules that let somebody do more for having said that they are not the customer: words may only forbid."""
    for rule in book.rules.values():
        for action in sorted(rule.actions):
            table = _table(actions[action], rule.id)
            if THIRD_PARTY not in table.axes:
                continue
            said = list(PRINCIPAL[THIRD_PARTY])
            silent, told = (table.matches.take(said.index(x), table.axes.index(THIRD_PARTY)) for x in (False, True))
            more = told & ~silent if rule.effect == "permit" else silent & ~told
            if more.any():
                yield f"rule {rule.id} ({rule.source}): it allows {action} for what somebody says of themselves"


def failing(actions: Mapping[str, Judged]) -> Iterator[str]:
    """Rules that the engine could not evaluate somewhere: Cedar would skip them."""
    for action, judged in actions.items():
        for table in judged.tables:
            for error in table.errors:
                yield f"rule {table.policy_id}: it fails for some facts of {action}: {error}"


def _table(judged: Judged, rule_id: str) -> Table:
    return judged.permits.get(rule_id) or judged.forbids[rule_id]


def shown(value: object) -> str:
    """A value as a policy person reads it."""
    match value:
        case None:
            return "unknown"
        case Named(_, name):
            return name
        case frozenset():
            return "{" + ", ".join(sorted(shown(item) for item in value)) + "}"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)

"""A rule book as tables: what it allows of every action, and what stands against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tools.gate.check.counting import Counted, Factor, count
from tools.gate.check.space import Space, space_of
from tools.gate.check.tables import State, Table, table_of
from tools.gate.parameters import Parameters
from tools.gate.rules import Rule, RuleBook


@dataclass(frozen=True)
class Judged:
    """One action with the tables of every rule that speaks of it, and of every invariant."""

    space: Space
    permits: Mapping[str, Table]
    forbids: Mapping[str, Table]
    invariants: Mapping[str, Table]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All of them."""
        return (*self.permits.values(), *self.forbids.values(), *self.invariants.values())

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many values each attribute has."""
        return {name: len(values) for name, values in self.space.values.items()}

    def count(self, *wanted: Factor) -> Counted:
        """How many states satisfy these."""
        return count(wanted, self.sizes)

    def allowed(self, *, but: str | None = None) -> list[Factor]:
        """The states that the rules allow, or would allow `but` for one of them."""
        against = [refused(table) for rule_id, table in self.forbids.items() if rule_id != but]
        return [self.permitted(), *against]

    def permitted(self) -> Factor:
        """The states that some permit speaks for."""
        axes = tuple(sorted({axis for table in self.permits.values() for axis in table.axes}))
        found = np.zeros(self.space.sizes(axes), dtype=np.bool_)
        for table in self.permits.values():
            shape = [self.sizes[axis] if axis in table.axes else 1 for axis in axes]
            found |= table.matches.reshape(shape)
        return Factor(axes, found.astype(np.int64))

    def state(self, places: Mapping[str, int]) -> State:
        """The values at these places."""
        return {name: self.space.values[name][place] for name, place in sorted(places.items())}

    def matches(self, table: Table, places: Mapping[str, int]) -> bool:
        """Whether a policy matches there."""
        return bool(table.matches[tuple(places[axis] for axis in table.axes)])


def where(table: Table) -> Factor:
    """The states where a policy matches."""
    return _factor(table.axes, table.matches)


def refused(table: Table) -> Factor:
    """The states that a forbid lets through."""
    return _factor(table.axes, ~table.matches)


def judged_actions(book: RuleBook, invariants: Sequence[Rule], parameters: Parameters) -> dict[str, Judged]:
    """Every action of every tool. The tables are the engine's own answers, policy by policy.

    A book's answer is made of its policies' one by one: allowed where a permit matches and no forbid does. So tables
    of single policies say everything about all combinations, and only they have to be asked for.
    """
    return {action: _judged(action, book, invariants, parameters) for action in book.schema.actions}


def _judged(action: str, book: RuleBook, invariants: Sequence[Rule], parameters: Parameters) -> Judged:
    rules = [rule for rule in book.rules.values() if action in rule.actions]
    held = [rule for rule in invariants if action in rule.actions]
    space = space_of(action, [rule.policy for rule in (*rules, *held)], book.schema, parameters)

    def tables(chosen: Sequence[Rule]) -> dict[str, Table]:
        return {rule.id: table_of(rule.id, rule.policy, space, book.schema) for rule in chosen}

    return Judged(
        space,
        permits=tables([rule for rule in rules if rule.effect == "permit"]),
        forbids=tables([rule for rule in rules if rule.effect == "forbid"]),
        invariants=tables(held),
    )


def _factor(axes: tuple[str, ...], wanted: NDArray[np.bool_]) -> Factor:
    return Factor(axes, wanted.astype(np.int64))

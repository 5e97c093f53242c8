"""The boundary values of everything that the rules read about one action."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import prod
from typing import Any

from tools.gate.check.expressions import Comparison, attributes, comparisons, members
from tools.gate.engine import Named
from tools.gate.parameters import Parameters, Unit
from tools.gate.schema import Attribute, Schema

OWN, OTHER = "C-own", "C-other"  # whose records it is about, and somebody else
THIRD_PARTY = "principal.third_party"
PRINCIPAL: Mapping[str, tuple[object, ...]] = {
    "principal.verified": (True, False),
    "principal.role": ("customer", "agent"),
    "principal.account": (OWN, OTHER, None),
    THIRD_PARTY: (False, True),
}
UNANCHORED = (0, 1, 2)  # numbers compared with each other only: less, equal and more
ANOTHER_WORD = "another"


@dataclass(frozen=True, slots=True)
class Space:
    """One action's attributes that rules read, each with its values; None is an absent one.

    Numbers have c-1, c and c+1 for every constant they are compared with, directly or by way of another attribute;
    a number that policies date has every value it ever had. What no rule reads is left out: it changes no answer.
    """

    action: str
    values: Mapping[str, tuple[object, ...]]

    @property
    def states(self) -> int:
        """How many combinations there are."""
        return prod(len(values) for values in self.values.values())

    def sizes(self, names: Iterable[str]) -> tuple[int, ...]:
        """How many values each has."""
        return tuple(len(self.values[name]) for name in names)


def space_of(action: str, policies: Sequence[Mapping[str, Any]], schema: Schema, parameters: Parameters) -> Space:
    """The space that all these policies together span for one action."""
    context = schema.actions[action].context
    read = frozenset(chain.from_iterable(map(attributes, policies)))
    numbers = _numbers(context, tuple(chain.from_iterable(map(comparisons, policies))), parameters)
    values: dict[str, tuple[object, ...]] = {name: found for name, found in PRINCIPAL.items() if name in read}
    for name, attribute in context.items():
        if f"context.{name}" in read:
            possible = _possible(f"context.{name}", attribute, policies, schema, numbers)
            values[f"context.{name}"] = (*possible, None) if attribute.optional else possible
    return Space(action, values)


def _possible(
    name: str,
    attribute: Attribute,
    policies: Sequence[Mapping[str, Any]],
    schema: Schema,
    numbers: Mapping[str, tuple[int, ...]],
) -> tuple[object, ...]:
    match attribute.type:
        case "Bool":
            return (True, False)
        case "Long":
            return numbers[name]
        case "String":
            return (*sorted(_words(name, policies)), ANOTHER_WORD)
        case kind if kind.startswith("Set<"):
            element = kind.removeprefix("Set<").removesuffix(">")
            named = frozenset().union(*(members(policy, name) for policy in policies))
            return tuple(_subsets(element, named, schema.enums.get(element, ())))
        case kind:
            return tuple(Named(kind, member) for member in schema.enums[kind])


def _words(name: str, policies: Sequence[Mapping[str, Any]]) -> set[str]:
    found = chain.from_iterable(map(comparisons, policies))
    return {word for each in found if name in each.attributes for word in each.constants if isinstance(word, str)}


def _subsets(kind: str, named: Collection[str], all_of_them: Sequence[str]) -> Iterable[frozenset[Named]]:
    """Every subset of what is looked for, and a set of something else."""
    chosen = sorted(named)
    for size in range(len(chosen) + 1):
        for subset in combinations(chosen, size):
            yield frozenset(Named(kind, name) for name in subset)
    other = next((name for name in all_of_them if name not in named), None)
    if other is not None:
        yield frozenset({Named(kind, other)})


def _numbers(
    context: Mapping[str, Attribute], compared: Sequence[Comparison], parameters: Parameters
) -> dict[str, tuple[int, ...]]:
    dated = {f"context.{fact}": values for fact, values in _dated(parameters).items()}
    found = {}
    for name in (f"context.{name}" for name, attribute in context.items() if attribute.type == "Long"):
        group, constants = _group(name, compared)
        anchors = constants.union(*(dated.get(member, ()) for member in group))
        around = {anchor + step for anchor in anchors for step in (-1, 0, 1)}
        own = set(dated.get(name, ())) | {constant + step for constant in constants for step in (-1, 0, 1)}
        found[name] = tuple(sorted(own if name in dated else around)) or UNANCHORED
    return found


def _group(name: str, compared: Sequence[Comparison]) -> tuple[set[str], set[int]]:
    """Every attribute that is compared with this one, directly or through others, and the numbers among them."""
    group, before = {name}, 0
    while len(group) != before:
        before = len(group)
        group.update(*(each.attributes for each in compared if not group.isdisjoint(each.attributes)))
    return group, {
        constant
        for each in compared
        if not group.isdisjoint(each.attributes)
        for constant in each.constants
        if isinstance(constant, int)
    }


def _dated(parameters: Parameters) -> dict[str, set[int]]:
    """Every value that a fact ever had, over all policies and regions; money in minor units."""
    found: dict[str, set[int]] = {}
    for parameter in parameters.declared.values():
        if parameter.fact is not None and parameter.unit is not Unit.DATE:
            found.setdefault(parameter.fact, set()).update(map(parameter.plain, parameter.values))
    return found

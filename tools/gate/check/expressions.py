"""What a policy reads and compares, out of Cedar's JSON form of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ORDERINGS = frozenset({"<", "<=", ">", ">=", "==", "!="})
MEMBERSHIP = frozenset({"contains", "containsAll", "containsAny"})
ATTRIBUTE = frozenset({".", "has"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one comparison puts side by side: attributes by name ("context.known") and constants."""

    attributes: frozenset[str]
    constants: frozenset[int | str]


def attributes(policy: Mapping[str, Any]) -> frozenset[str]:
    """Every attribute a policy reads or tests for; whose records it is about reads "principal.account"."""
    return frozenset(_attributes(policy["conditions"]))


def comparisons(policy: Mapping[str, Any]) -> Iterator[Comparison]:
    """Every comparison of numbers or words, with all that stands on either side of it."""
    for node in _operations(policy["conditions"], ORDERINGS):
        yield Comparison(frozenset(_attributes(node)), frozenset(_constants(node)))


def members(policy: Mapping[str, Any], attribute: str) -> frozenset[str]:
    """The names a policy looks for in a set."""
    found: set[str] = set()
    for node in _operations(policy["conditions"], MEMBERSHIP):
        if attribute in _attributes(node["left"]):
            found |= set(_entities(node["right"]))
    return frozenset(found)


def _attributes(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _attributes(item)
    elif isinstance(node, dict):
        for operator, body in node.items():
            if operator in ATTRIBUTE and "Var" in body["left"]:
                yield f"{body['left']['Var']}.{body['attr']}"
            yield from _attributes(body)


def _operations(node: object, wanted: frozenset[str]) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _operations(item, wanted)
    elif isinstance(node, dict):
        for operator, body in node.items():
            if operator in wanted:
                yield body
            yield from _operations(body, wanted)


def _constants(node: object) -> Iterator[int | str]:
    if isinstance(node, list):
        for item in node:
            yield from _constants(item)
    elif isinstance(node, dict):
        value = node.get("Value")
        if isinstance(value, int | str) and not isinstance(value, bool):
            yield value
        for body in node.values():
            yield from _constants(body)


def _entities(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _entities(item)
    elif isinstance(node, dict):
        if "__entity" in node:
            yield node["__entity"]["id"]
        for body in node.values():
            yield from _entities(body)

"""The Cedar schema, generated from the tools' typed declarations: nothing is written twice."""

import types
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cached_property
from typing import Union, get_args, get_origin, get_type_hints

import cedarpy

from tools.gate.decision import Approver
from tools.gate.shape import Question, ToolShape

SCALARS = {bool: "Bool", int: "Long", str: "String"}
ROLES = ("customer", "agent")
STANDING = frozenset({"read", "write", "open", "confirmed"})  # groups that general rules may name in any catalogue


class SchemaError(Exception):
    """A tool's declaration that no Cedar schema can be made of. The message names tool and field."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of an action's context."""

    type: str  # as Cedar writes it: "Long", "Set<Intent>"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ActionShape:
    """One action: the groups it belongs to and the context its rules may read."""

    groups: frozenset[str]
    context: Mapping[str, Attribute]


@dataclass(frozen=True)
class Schema:
    """Every action and enumerated entity. `text` is the same in Cedar's own syntax."""

    actions: Mapping[str, ActionShape]
    enums: Mapping[str, tuple[str, ...]]
    text: str

    @cached_property
    def parsed(self) -> cedarpy.Schema:
        """As the engine takes it, read once."""
        return cedarpy.Schema.from_str(self.text)

    def matching(self, scope: Collection[str] | None) -> dict[str, ActionShape]:
        """The actions that a policy scope names, directly or by group; None is every action."""
        return {
            name: action
            for name, action in self.actions.items()
            if scope is None or name in scope or not action.groups.isdisjoint(scope)
        }


ASKED_ALWAYS: dict[Question, dict[str, Attribute]] = {
    Question.OFFER: {},
    # Words can make a tool required, and nothing else can.
    Question.REQUIRE: {"intents": Attribute("Set<Intent>"), "given": Attribute("Set<Argument>")},
    # Records can make it allowed: the facts gathered from them join these four. What was said is not here.
    Question.EXECUTE: {
        "missing": Attribute("Set<Argument>"),
        "confirmed": Attribute("Bool"),
        "approved": Attribute("Bool"),
        "approver": Attribute("Approver"),
    },
}


def generate(shapes: Iterable[ToolShape], intents: Collection[str]) -> Schema:
    """The schema of all tools. Raises SchemaError."""
    shapes = sorted(shapes, key=lambda shape: shape.name)
    enums: dict[str, tuple[str, ...]] = {
        "Role": ROLES,
        "Approver": tuple(approver.value for approver in Approver),
        "Intent": _members(intents),
        "Argument": _members({name for shape in shapes for name in shape.arguments}),
    }
    actions = {
        question.of(shape.name): ActionShape(shape.groups | {question.value}, _context(question, shape, enums))
        for shape in shapes
        for question in Question
    }
    return Schema(actions, enums, _render(actions, enums))


def _context(question: Question, shape: ToolShape, enums: dict[str, tuple[str, ...]]) -> dict[str, Attribute]:
    context = dict(ASKED_ALWAYS[question])
    if question is not Question.EXECUTE:
        return context
    for name, attribute in _facts(shape, enums).items():
        if name in context:
            raise SchemaError(f"{shape.name}: the fact `{name}` has a name that the gate uses itself")
        context[name] = attribute
    return context


def _facts(shape: ToolShape, enums: dict[str, tuple[str, ...]]) -> dict[str, Attribute]:
    if not is_dataclass(shape.facts):
        raise SchemaError(f"{shape.name}: facts must be a dataclass, not {shape.facts!r}")
    hints = get_type_hints(shape.facts)
    attributes = {}
    for spec in fields(shape.facts):
        if spec.default is MISSING and spec.default_factory is MISSING:
            raise SchemaError(f"{shape.name}: the fact `{spec.name}` needs a default: what holds before records load")
        attributes[spec.name] = _attribute(f"{shape.name}.{spec.name}", hints[spec.name], enums)
    return attributes


def _attribute(where: str, hint: object, enums: dict[str, tuple[str, ...]]) -> Attribute:
    if get_origin(hint) in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not types.NoneType]
        if len(options) == 1 and len(get_args(hint)) == 2:
            return Attribute(_type(where, options[0], enums), optional=True)
    return Attribute(_type(where, hint, enums))


def _type(where: str, hint: object, enums: dict[str, tuple[str, ...]]) -> str:
    if get_origin(hint) is frozenset:
        return f"Set<{_type(where, get_args(hint)[0], enums)}>"
    if isinstance(hint, type) and hint in SCALARS:
        return SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        values = tuple(member.value for member in hint)
        if enums.setdefault(hint.__name__, values) != values:
            raise SchemaError(f"{where}: two different enumerations are called {hint.__name__}")
        return hint.__name__
    raise SchemaError(f"{where}: {hint!r} is none of bool, int, str, a StrEnum, an optional or a frozenset of these")


def _members(names: Collection[str]) -> tuple[str, ...]:
    """Cedar wants at least one member."""
    return tuple(sorted(names)) or ("none",)


def _render(actions: Mapping[str, ActionShape], enums: Mapping[str, tuple[str, ...]]) -> str:
    groups = sorted(STANDING.union(*(action.groups for action in actions.values())))
    return "\n".join(
        [
            "entity Account;",
            "entity Session { verified: Bool, role: Role, third_party: Bool, account?: Account };",
            *(f"entity {name} enum [{', '.join(map(quoted, values))}];" for name, values in sorted(enums.items())),
            *(f"action {quoted(group)};" for group in groups),
            *(_render_action(name, action) for name, action in actions.items()),
        ]
    )


def _render_action(name: str, action: ActionShape) -> str:
    context = ", ".join(f"{key}{'?' * attr.optional}: {attr.type}" for key, attr in action.context.items())
    parents = ", ".join(quoted(group) for group in sorted(action.groups))
    return (
        f"action {quoted(name)} in [{parents}] "
        f"appliesTo {{ principal: Session, resource: Account, context: {{ {context} }} }};"
    )


def quoted(text: str) -> str:
    """A Cedar string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

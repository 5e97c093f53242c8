"""The schema is the tools' own declarations, or nothing starts."""

from dataclasses import dataclass
from enum import StrEnum

import pytest

from tests.tools.gate.small import DOOR, small_schema
from tools.gate.schema import SchemaError, generate, quoted
from tools.gate.shape import ToolShape


class Wood(StrEnum):
    """Another wood than the door's."""

    ELM = "elm"


@dataclass(frozen=True)
class OtherWood:
    """Facts with an enumeration of a taken name."""

    wood: Wood | None = None


@dataclass(frozen=True)
class NoDefault:
    """Facts that cannot be empty."""

    known: bool


@dataclass(frozen=True)
class Decimal:
    """Facts of a type the engine does not have."""

    price: float = 0.0


@dataclass(frozen=True)
class Taken:
    """Facts with a name of the gate's own."""

    confirmed: bool = True


@dataclass(frozen=True)
class EitherOr:
    """Facts of two types."""

    price: int | str | None = None


class NotData:
    """No dataclass."""


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (NoDefault, "`known` needs a default"),
        (Decimal, "tool.price"),
        (Taken, "`confirmed` has a name that the gate uses itself"),
        (EitherOr, "tool.price"),
        (NotData, "facts must be a dataclass"),
    ],
)
def test_facts_that_no_rule_could_read_are_refused(facts: type, said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        generate([ToolShape("tool", facts)], ["knock"])


def test_one_name_is_one_enumeration() -> None:
    with pytest.raises(SchemaError, match="two different enumerations are called Wood"):
        generate([DOOR, ToolShape("tool", OtherWood)], ["knock"])


def test_types_become_cedars() -> None:
    context = small_schema().actions["execute:open_door"].context
    assert {name: (attribute.type, attribute.optional) for name, attribute in context.items()} == {
        "missing": ("Set<Argument>", False),
        "confirmed": ("Bool", False),
        "approved": ("Bool", False),
        "approver": ("Approver", False),
        "known": ("Bool", True),
        "wood": ("Wood", True),
        "price_minor": ("Long", True),
        "currency": ("String", True),
        "days_waiting": ("Long", True),
        "woods": ("Set<Wood>", False),
    }


def test_every_tool_has_three_actions_in_its_groups() -> None:
    actions = small_schema().actions
    assert set(actions) == {"offer:open_door", "require:open_door", "execute:open_door"}
    assert actions["offer:open_door"].groups == {"offer", "write", "confirmed"}


def test_no_argument_and_no_intent_still_make_a_schema() -> None:
    schema = generate([ToolShape("wave", DOOR.facts)], [])
    assert schema.enums["Argument"] == ("none",)
    assert schema.enums["Intent"] == ("none",)


def test_text_is_quoted_for_cedar() -> None:
    assert quoted('say "no" \\ maybe') == '"say \\"no\\" \\\\ maybe"'

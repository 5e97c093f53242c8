"""A gate of one made-up tool, for facts about the gate itself."""

from dataclasses import dataclass
from enum import StrEnum

from tools.gate.gate import Case, Gate
from tools.gate.rules import Source, load
from tools.gate.schema import Schema, generate
from tools.gate.shape import ToolShape
from tools.session import Session

INTENTS = {"knock", "thanks"}
SESSION = Session("conversation", "C-1", verified=True)
PERMIT = '@id("open") @reason("Doors may be opened.") permit (principal, action, resource);'
OVERFLOW = "when { context has price_minor && context.price_minor + 9223372036854775807 > 0 }"


class Wood(StrEnum):
    """What a door is made of."""

    OAK = "oak"
    PINE = "pine"


@dataclass(frozen=True)
class Door:
    """Facts about a door."""

    known: bool | None = None
    wood: Wood | None = None
    price_minor: int | None = None
    currency: str | None = None
    days_waiting: int | None = None
    woods: frozenset[Wood] = frozenset()


DOOR = ToolShape("open_door", Door, ("door_id",), frozenset({"write", "confirmed"}))


def small_schema(*shapes: ToolShape) -> Schema:
    """The schema of the door, or of other tools."""
    return generate(shapes or (DOOR,), INTENTS)


def small_gate(*policies: str) -> Gate:
    """A gate with these rules and no general ones."""
    return Gate(load([Source("door.cedar", "\n".join(policies))], small_schema()))


def forbid(rule_id: str, condition: str, outcome: str = "denied", reason: str = "No.") -> str:
    """A rule about opening doors."""
    return (
        f'@id("{rule_id}") @reason("{reason}") @outcome("{outcome}") '
        f'forbid (principal, action == Action::"execute:open_door", resource) {condition};'
    )


def door(**facts: object) -> Case:
    """A door to be judged."""
    return Case("open_door", Door(**facts), "C-1")  # type: ignore[arg-type]

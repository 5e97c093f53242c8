"""What the gate knows of a tool: enough to generate its part of the schema, nothing about what it does."""

from dataclasses import dataclass
from enum import StrEnum


class Question(StrEnum):
    """What is asked of the rules about one tool."""

    OFFER = "offer"  # may it be shown to a model at all, in this session?
    REQUIRE = "require"  # does this turn need it?
    EXECUTE = "execute"  # may it run, on these facts?

    def of(self, tool: str) -> str:
        """The Cedar action that asks this about `tool`."""
        return f"{self.value}:{tool}"


@dataclass(frozen=True, slots=True)
class ToolShape:
    """One tool as the rules see it.

    `facts` is a frozen dataclass whose every field has a default: what is known before any record is loaded.
    `groups` are action groups beside the three questions ("write", "order"...), for rules over many tools.
    """

    name: str
    facts: type
    arguments: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()

"""A gate with something wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from evals.errors import CannotRun
from tools.gate.decision import Decision
from tools.gate.gate import NONE, Assent, Case, Gate
from tools.gate.parameters import Parameters
from tools.session import Session


class NoTools(Gate):
    """Decides on nothing, so that no tool is required, offered or run before an answer is written."""

    def decide(
        self,
        session: Session,  # noqa: ARG002 - the gate's signature
        cases: Iterable[Case],  # noqa: ARG002
        intents: frozenset[str] = frozenset(),  # noqa: ARG002
        assent: Assent = NONE,  # noqa: ARG002
    ) -> tuple[Decision, ...]:
        """None."""
        return ()


class SwappedTools(Gate):
    """Takes two tools for each other before anything is executed, as a router would that was wired wrongly."""

    names: Mapping[str, str]

    def decide(
        self, session: Session, cases: Iterable[Case], intents: frozenset[str] = frozenset(), assent: Assent = NONE
    ) -> tuple[Decision, ...]:
        """The right decisions under the wrong names; an execution, which asks about one tool, is decided rightly."""
        cases = tuple(cases)
        found = super().decide(session, cases, intents, assent)
        if len(cases) == 1:
            return found
        return tuple(sorted((replace(d, tool=self.names.get(d.tool, d.tool)) for d in found), key=lambda d: d.tool))


def without(gate: Gate, parameters: Parameters, rule: str) -> Gate:
    """The gate without one rule. Raises CannotRun for one that is not there."""
    if rule not in gate.book.rules:
        raise CannotRun(f"there is no rule {rule!r}")
    rules = {name: each for name, each in gate.book.rules.items() if name != rule}
    return Gate(replace(gate.book, rules=rules, version=f"{gate.book.version}-{rule}"), parameters)


def swapped(gate: Gate, parameters: Parameters, one: str, other: str) -> Gate:
    """The gate that takes two tools for each other."""
    found = SwappedTools(gate.book, parameters)
    found.names = {one: other, other: one}
    return found

"""One session's dealings with the desk: what it may be offered, what came of a call, and the customer's yes or no."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from copilot.clock import Clock
from tools.desk import Desk, Execution
from tools.gate.decision import Status
from tools.session import Session
from tools.tool import Tool

VERIFY = "verify_identity"  # what a model brings proves nothing: who it speaks for is said when the server starts
OFFERED = frozenset({Status.ALLOWED, Status.NEEDS_INPUT, Status.NEEDS_CONFIRMATION, Status.NEEDS_APPROVAL})


class NotOfferedError(LookupError):
    """The tool is not there for this session: one that does not exist looks the same."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no tool {name!r} in this session")
        self.name = name


def random_turn() -> str:
    """An id for one call, which is the turn of its audit rows."""
    return f"mcp_{secrets.token_hex(12)}"


@dataclass(frozen=True, slots=True)
class Counter:
    """Everything goes through the desk, which decides again and records."""

    desk: Desk
    session: Session
    now: Clock
    silent: Callable[[], bool]  # a person has taken the conversation over
    new_turn: Callable[[], str] = random_turn

    def offered(self) -> tuple[Tool, ...]:  # type: ignore[type-arg]
        """The tools that the gate lets this session see now; none while a person has the conversation."""
        if self.silent():
            return ()
        now = self.now()
        decisions = self.desk.decide(self.session, self.desk.gather(self.session, {}, now), frozenset(), now)
        names = [each.tool for each in decisions if each.status in OFFERED and not each.errors and each.tool != VERIFY]
        return tuple(self.desk.catalogue[name] for name in names)

    def call(self, name: str, arguments: Mapping[str, object]) -> Execution:
        """Decided on exactly these arguments, and run if allowed. Raises NotOfferedError."""
        if name == VERIFY or self.silent():
            raise NotOfferedError(name)
        return self.desk.execute(self.session, name, arguments, now=self.now(), turn_id=self.new_turn())

    def answer(self, confirmation_id: str, *, yes: bool) -> Execution | None:
        """The customer's answer to what was asked; None after a no. Raises NotOfferedError."""
        if self.silent():
            raise NotOfferedError(confirmation_id)
        now, turn = self.now(), self.new_turn()
        if yes:
            return self.desk.confirm(self.session, confirmation_id, now=now, turn_id=turn)
        self.desk.decline(self.session, confirmation_id, now=now, turn_id=turn)
        return None

"""What goes into a turn and what comes out while it runs."""

from dataclasses import dataclass
from datetime import date

from copilot.turn.trace import Trace


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """One message in one conversation. `confirm` is the id of a confirmation that the customer pressed."""

    conversation_id: str
    message: str
    as_of: date | None = None
    confirm: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the line has ended, after `milliseconds`."""

    name: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the validated answer, in order; the pieces joined are the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The turn is recorded, whole."""

    trace: Trace


Event = Step | Token | Done

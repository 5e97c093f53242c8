"""What the rest of the copilot sees of its records: plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from copilot.turn.outcome import Outcome
from copilot.turn.trace import Trace
from tools.session import Session


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who is talking, as the caller who opened it said or the verify tool found; never as a message claims.

    A message may only claim that somebody is not the customer.
    """

    id: str
    customer_id: str | None
    verified: bool
    audience: Literal["customer", "agent"]
    region: str | None
    created_at: datetime
    created_by: str  # the name of the API key, or "cli"
    taken_over_by: str | None = None  # a person who answers from now on: the copilot is silent
    third_party: bool = False  # somebody said in it that they are not the customer

    @property
    def session(self) -> Session:
        """The identity, as the gate takes it."""
        return Session(self.id, self.customer_id, self.verified, self.audience, self.third_party)

    @property
    def is_taken_over(self) -> bool:
        """Whether a person answers."""
        return self.taken_over_by is not None


class PastTurn(NamedTuple):
    """One completed turn of a conversation's history."""

    message: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One turn as it stands in the records.

    Open: `completed_at` is None. Failed: `failure` says why and `trace` is None. Complete: `trace` is whole.
    """

    turn_id: str
    conversation_id: str
    seq: int
    message: str
    started_at: datetime
    completed_at: datetime | None
    outcome: Outcome | None
    failure: str | None
    trace: Trace | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody thought of one turn. Nothing is overwritten: of several, the last one holds."""

    id: str
    turn_id: str
    verdict: Literal["up", "down"]
    comment: str
    given_by: str  # the name of the API key
    given_at: datetime

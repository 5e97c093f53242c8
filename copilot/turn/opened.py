"""A turn whose row is open: what every step may read and none may change."""

from dataclasses import dataclass
from datetime import date, datetime

from copilot.records.conversation import Conversation
from copilot.turn.events import TurnRequest
from copilot.turn.trace import Trace
from tools.region import Region
from tools.session import Session


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """One message of one conversation, at one moment. `history` is oldest first."""

    request: TurnRequest
    conversation: Conversation
    turn_id: str
    now: datetime
    history: tuple[Trace, ...]

    @property
    def last(self) -> Trace | None:
        """The turn before this one."""
        return self.history[-1] if self.history else None

    @property
    def today(self) -> date:
        """The calendar day where the customer is; in UTC while nobody knows where that is."""
        region = self.conversation.region
        return Region(region).local_date(self.now) if region else self.now.date()

    @property
    def session(self) -> Session:
        """The identity the conversation has before this turn."""
        return self.conversation.session

"""What a running copilot consists of, as the API and the shell see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from copilot.clauses import CustomerClauses
from copilot.clock import Clock
from copilot.customers import Customers
from copilot.ingest_jobs import IngestJobs
from copilot.records import ConversationStore
from copilot.settings import CopilotSettings
from copilot.turn.events import Event, TurnRequest
from copilot.turn.trace import Trace
from ingestion.search import Searcher
from tools.desk import Desk


class Turns(Protocol):
    """Runs the turns of conversations; see `copilot.turn.runner.TurnRunner`."""

    def run(self, request: TurnRequest) -> Trace:
        """The turn, whole."""

    def stream(self, request: TurnRequest) -> Iterator[Event]:
        """The same, event by event; ends with Done, or raises."""


@dataclass(frozen=True, slots=True)
class App:
    """Built once, by `copilot.wiring.build`, and shared by all threads."""

    settings: CopilotSettings
    store: ConversationStore
    searcher: Searcher
    desk: Desk
    customers: Customers
    clauses: CustomerClauses
    runner: Turns
    ingestion: IngestJobs
    now: Clock

    def close(self) -> None:
        """Gives back what is open: a running sync, database connections and index files."""
        for part in (self.ingestion, self.clauses, self.customers, self.desk, self.searcher, self.store):
            part.close()

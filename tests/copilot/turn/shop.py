"""The copilot as it is served, on records of its own: what it asks and what it writes."""

from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from copilot.app import App
from copilot.conversations import open_conversation
from copilot.settings import CopilotSettings
from copilot.turn.events import TurnRequest
from copilot.turn.outcome import Outcome
from copilot.turn.trace import CallRecord, Trace
from copilot.wiring import build
from evals.records import changes
from ingestion.embedding import Embedder


@dataclass(frozen=True)
class Shop:
    """The copilot on a copy of the demo's records, and those records as they were."""

    app: App
    before: Path
    now: Path

    @classmethod
    def open(cls, demo: Path, home: Path, embedder: Embedder) -> "Shop":
        """On a copy of the demo's state folder, made at `home`."""
        app = build(CopilotSettings(home=copytree(demo, home)), embedder=embedder)
        return cls(app, demo / "business.db", home / "business.db")

    def close(self) -> None:
        self.app.close()

    def talk(self, customer_id: str) -> str:
        """A conversation with a verified customer."""
        return self._open(customer_id)

    def talk_to_stranger(self) -> str:
        """One with somebody who has proven nothing."""
        return self._open(None)

    def _open(self, customer_id: str | None) -> str:
        return open_conversation(
            self.app,
            customer_id=customer_id,
            verified=customer_id is not None,
            audience="customer",
            region=None,
            created_by="test",
        ).id

    def say(self, conversation: str, message: str, confirm: str | None = None) -> Trace:
        assert self.app.runner is not None
        return self.app.runner.run(TurnRequest(conversation, message, confirm=confirm))

    def ask(self, customer_id: str, message: str) -> tuple[str, CallRecord]:
        """A conversation in which this has led to a question, and the question."""
        conversation = self.talk(customer_id)
        return conversation, question(self.say(conversation, message))

    @property
    def written(self) -> list[str]:
        return [str(change) for change in changes(self.before, self.now)]


def question(trace: Trace) -> CallRecord:
    """The one thing that the turn put to the customer."""
    assert (trace.outcome, trace.asked_for) == (Outcome.ASKED, ("confirmation",)), trace.answer.text
    (asked,) = [call for call in trace.calls if call.status == "needs_confirmation"]
    return asked

"""A scene: the production turn on records of its own, played against a model that somebody else commands."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot.app import App
from copilot.conversations import open_conversation
from copilot.errors import CopilotError
from copilot.records import ConversationStore
from copilot.records.database import open_database
from copilot.response import ChatResponse
from copilot.turn.events import TurnRequest
from copilot.turn.runner import Clocks, TurnRunner
from copilot.turn.trace import Trace
from evals.business import BUSINESS
from evals.episode import RowChange
from evals.records import Snapshot, difference, snapshot
from tests.adversarial.compromised import whole
from tests.copilot.answer.scripted_server import Line, Say, ScriptedServer
from tools.database import Database
from tools.desk import Desk, Execution
from tools.gate.gate import Gate
from tools.session import Session

WATCHED = BUSINESS | {"approvals"}
NOON = timedelta(hours=12)


@dataclass(frozen=True)
class Reply:
    """What one message came to: what the client receives, and what stands in the trace."""

    identity: str | None  # who has proven to be there when it arrives
    message: str
    lines: tuple[Line, ...]
    response: ChatResponse
    trace: Trace


@dataclass
class Scene:
    """Conversations, approvers and a world that changes, on one copy of the records."""

    app: App
    runner: TurnRunner
    business: Path
    model: ScriptedServer | None
    moment: datetime
    replies: list[Reply] = field(default_factory=list)
    talks: "list[Talk]" = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    heard: str = ""  # everything the model was sent
    asked_model: int = 0  # how many requests it was sent
    _before: Snapshot = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        return self.app.desk

    def talk(self, customer: str | None = None, *, verified: bool = True) -> "Talk":
        """A conversation; with a customer it is theirs, proven unless said otherwise."""
        proven = verified and customer is not None
        opened = open_conversation(
            self.app,
            customer_id=customer,
            verified=proven,
            audience="customer",
            region=None,
            created_by="attack",
        )
        self.talks.append(Talk(self, opened.id, customer if proven else None))
        return self.talks[-1]

    def now(self) -> datetime:
        """One second later each time it is read."""
        self.moment += timedelta(seconds=1)
        return self.moment

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**span)

    def world(self, statement: str, *values: object) -> None:
        """Something changes the records from outside; it is nobody's write in the scene."""
        self.settle()
        with closing(sqlite3.connect(self.business, timeout=5)) as connection, connection:
            connection.execute(statement, values)
        self._before = snapshot(self.business, WATCHED)

    def approve(self, approval_id: str | None) -> Execution | None:
        """A colleague approves it; None where nothing was filed."""
        return self.desk.approve(approval_id, "sam", now=self.now()) if approval_id else None

    def settle(self) -> None:
        """Count what has changed since the last time."""
        after = snapshot(self.business, WATCHED)
        self.changes += difference(self._before, after)
        self._before = after

    def begin(self) -> None:
        self._before = snapshot(self.business, WATCHED)

    def turns(self, requests: Sequence[tuple["Talk", str, str | None]], lines: Sequence[Line]) -> None:
        """Several messages at the same moment, each on a thread of its own."""
        self._load(lines)
        with ThreadPoolExecutor(len(requests)) as threads:
            for talk, message, confirm in requests:
                threads.submit(self._run, talk, message, confirm, None, tuple(lines))
        self._hear()

    def turn(
        self, talk: "Talk", message: str, lines: Sequence[Line], confirm: str | None, as_of: date | None
    ) -> Reply | None:
        """One message."""
        self._load(lines)
        try:
            return self._run(talk, message, confirm, as_of, tuple(lines))
        finally:
            self._hear()

    def _run(
        self, talk: "Talk", message: str, confirm: str | None, as_of: date | None, lines: tuple[Line, ...]
    ) -> Reply | None:
        try:
            trace = self.runner.run(TurnRequest(talk.id, message, as_of, confirm))
        except CopilotError:
            return None  # a turn that is refused as a whole tells nothing
        response = ChatResponse.of(trace, self.app.clauses.readable)
        reply = Reply(talk.identity, message, lines, response, trace)
        self.replies.append(reply)
        return reply

    def _load(self, lines: Sequence[Line]) -> None:
        if self.model is not None:
            self.model.script.clear()
            self.model.script.extend(whole(lines))
            self.model.requests.clear()

    def _hear(self) -> None:
        if self.model is None:
            return
        self.asked_model += len(self.model.requests)
        told = [m for body in self.model.requests for m in body["messages"] if m["role"] != "assistant"]
        self.heard += "\n".join(str(message.get("content")) for message in told)


@dataclass
class Talk:
    """One conversation. `identity` is who has proven to be there, as the test knows it."""

    scene: Scene
    id: str
    identity: str | None

    def say(self, message: str, *lines: Line, confirm: str | None = None, as_of: date | None = None) -> Reply | None:
        """One message, and what the model does with it."""
        return self.scene.turn(self, message, lines, confirm, as_of)

    def press(self, *lines: Line, message: str = "yes") -> Reply | None:
        """Agree to what is waiting; where nothing is, a yes into the air."""
        return self.say(message, *lines, confirm=self.pending)

    @property
    def pending(self) -> str | None:
        """The confirmation that waits."""
        waiting = self.scene.desk.open_confirmation(self.id, self.scene.now())
        return waiting.id if waiting else None

    @property
    def session(self) -> Session:
        """As the server keeps it."""
        held = self.scene.app.store.conversation(self.id)
        return Session(held.id, held.customer_id, held.verified, held.audience)


def words(lines: Sequence[Line]) -> list[str]:
    """The replies the model would write, as raw text."""
    return [line.text for line in lines if isinstance(line, Say)]


@dataclass(frozen=True)
class Arena:
    """What all scenes share: a copilot built as in production, the seeded records, the model's server."""

    app: App
    runner: TurnRunner
    business: Path
    model: ScriptedServer | None = None

    @contextmanager
    def scene(self, gate: Callable[[Gate], Gate] = lambda gate: gate) -> Iterator[Scene]:
        """A scene on a copy of the records. `gate` may put another gate in the place of the real one."""
        with TemporaryDirectory(prefix="attack-") as folder:
            business = Path(shutil.copy(self.business, Path(folder) / "business.db"))
            numbers = map(str, count(1))
            settings = self.app.settings.tools.model_copy(update={"business_url": f"sqlite:///{business}"})
            database = Database.open(settings.database_url)
            desk = Desk(database, self.app.desk.catalogue, gate(self.app.desk.gate), settings)
            store = ConversationStore(
                open_database(f"sqlite:///{Path(folder) / 'copilot.db'}"), new_suffix=lambda: next(numbers)
            )
            noon = datetime.combine(settings.demo_today, datetime.min.time(), UTC) + NOON
            scene = Scene(self.app, self.runner, business, self.model, noon)
            clocks = Clocks(scene.now, self.runner.clocks.monotonic)
            scene.runner = replace(self.runner, desk=desk, store=store, clocks=clocks)
            scene.app = replace(self.app, desk=desk, store=store, runner=scene.runner, now=scene.now)
            scene.begin()
            try:
                yield scene
                scene.settle()
            finally:
                desk.close()
                store.close()

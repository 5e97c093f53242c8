"""The production turn, in process: each case on its own copy of the business records and its own conversations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from copilot.app import App
from copilot.conversations import open_conversation
from copilot.records import ConversationStore
from copilot.turn.events import TurnRequest
from copilot.turn.runner import Clocks, TurnRunner
from copilot.turn.trace import Trace
from evals.agents.copies import Copies
from evals.cases.schema import Case, Turn
from evals.episode import Episode
from evals.records import changes
from evals.tokens import counted
from tools.desk import Desk
from tools.desk.approvals import ApprovalStatus
from tools.gate.gate import Gate

TICK = timedelta(seconds=1)  # between two readings of a case's clock
APPROVER = "evals"


@dataclass(frozen=True, slots=True)
class ProductionAgent:
    """`app` is shared and only read; `runner` is its turn; each case is played on one of the `copies`."""

    app: App
    runner: TurnRunner
    copies: Copies
    noon: datetime  # when every case begins
    gate: Gate | None = None  # other rules than the app's own, where a variant is played

    @property
    def name(self) -> str:
        """Who writes the answers."""
        return f"copilot ({self.app.settings.llm or 'no model'})"

    def play(self, case: Case) -> Episode:
        """Every turn for real. A case that waits for an approver plays against the approvals it filed itself."""
        with self._stage() as (app, business):
            with counted(self.app.settings.llm is not None) as tokens:
                traces = tuple(_Conversations(app, case).play())
            return Episode(case, traces, changes(self.copies.seeded, business), tokens())

    @contextmanager
    def _stage(self) -> Iterator[tuple[App, Path]]:
        """The app over a copy of the records. The rules, the index and the model are the shared ones."""
        with self.copies.one() as copy:
            settings = self.app.settings.tools.model_copy(update={"business_url": f"sqlite:///{copy.file}"})
            numbers = map(str, count(1))  # ids that are the same in every run
            desk = Desk(
                copy.business,
                self.app.desk.catalogue,
                self.gate or self.app.desk.gate,
                settings,
                new_id=lambda prefix: f"{prefix}-{next(numbers)}",
            )
            store = ConversationStore(copy.conversations, new_suffix=lambda: next(numbers))
            now = ticking(self.noon)
            clocks = Clocks(now, self.runner.clocks.monotonic)
            runner = replace(self.runner, desk=desk, store=store, clocks=clocks)
            yield replace(self.app, desk=desk, store=store, runner=runner, now=now), copy.file


def ticking(start: datetime) -> Callable[[], datetime]:
    """A clock that goes on by itself, reading by reading: no two runs of a case see different times."""
    moments = (start + TICK * i for i in range(86_400))
    return lambda: next(moments)


@dataclass(slots=True)
class _Conversations:
    """A case's conversations with the app, one after the other."""

    app: App
    case: Case
    current: str = ""

    def play(self) -> Iterator[Trace | None]:
        for turn in self.case.turns:
            if turn.approver is not None:
                self._decide(turn)
                yield None
            else:
                yield self._say(turn)

    def _say(self, turn: Turn) -> Trace:
        if not self.current or turn.new_conversation:
            self.current = self._open()
        pending = self.app.desk.open_confirmation(self.current, self.app.now()) if turn.press else None
        return self.app.runner.run(
            TurnRequest(
                conversation_id=self.current,
                message=turn.say or "",
                as_of=self.case.setup.as_of,
                confirm=pending.id if pending else None,
            )
        )

    def _open(self) -> str:
        setup = self.case.setup
        opened = open_conversation(
            self.app,
            customer_id=setup.customer,
            verified=setup.verified,
            audience=setup.audience,
            region=setup.region,
            created_by=APPROVER,
        )
        return opened.id

    def _decide(self, turn: Turn) -> None:
        """On the newest approval; where none was filed there is nothing to decide, and the records will show it."""
        for approval in self.app.desk.approvals.list(ApprovalStatus.PENDING, now=self.app.now())[:1]:
            if turn.approver == "approve":
                self.app.desk.approve(approval.id, APPROVER, now=self.app.now())
            else:
                self.app.desk.reject(approval.id, APPROVER, "Declined in a case.", now=self.app.now())


def noon_of(app: App) -> datetime:
    """Midday UTC of the day the demo's records are made for: the same date in every region."""
    return datetime.combine(app.settings.tools.demo_today, datetime.min.time(), UTC) + timedelta(hours=12)

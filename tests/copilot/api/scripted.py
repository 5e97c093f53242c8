"""Turns that go as a test says: opened and closed in the real store, with a trace made up."""

from collections.abc import Iterator
from threading import Event as Signal
from typing import Any

from copilot.errors import TurnFailedError
from copilot.records import ConversationStore
from copilot.turn.events import Done, Event, Step, Token, TurnRequest
from copilot.turn.trace import Trace
from tests.copilot.traces import NOW, trace

PATIENCE = 10.0  # seconds that a held turn waits before the test is broken


class ScriptedTurns:
    """`changes` replaces fields of the trace; `failure` breaks the turn; `held` stops it until the signal is set."""

    def __init__(self, store: ConversationStore) -> None:
        self._store = store
        self.requests: list[TurnRequest] = []
        self.changes: dict[str, Any] = {}
        self.failure: Exception | None = None
        self.held: Signal | None = None
        self.started = Signal()

    def run(self, request: TurnRequest) -> Trace:
        """To the end."""
        *_, last = self.stream(request)
        assert isinstance(last, Done)
        return last.trace

    def stream(self, request: TurnRequest) -> Iterator[Event]:
        """One step, two tokens, done."""
        self.requests.append(request)
        conversation = self._store.conversation(request.conversation_id)
        turn_id = self._store.open_turn(conversation.id, request.message, now=NOW)
        self.started.set()
        yield Step("understand", 1.5)
        if self.held:
            assert self.held.wait(PATIENCE)
        if self.failure:
            self._store.fail_turn(turn_id, repr(self.failure), now=NOW)
            raise TurnFailedError(turn_id) from self.failure
        told = trace(turn_id, conversation.id, request.message, audience=conversation.audience, **self.changes)
        half = len(told.answer.text) // 2
        yield Token(told.answer.text[:half])
        yield Token(told.answer.text[half:])
        self._store.complete_turn(told)
        yield Done(told)

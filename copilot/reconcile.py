"""Turns whose process ended between a write and its trace: what they did is found in the audit and put on record."""

import logging

from copilot.clock import Clock
from copilot.handoff.summary import handoff_of
from copilot.records import ConversationStore, StoredTurn
from copilot.turn.bare import LOST, bare_trace
from copilot.turn.conclude import conclude, ticket_of
from copilot.turn.trace import CallRecord
from tools.desk import Desk
from tools.desk.audit import Entry

log = logging.getLogger(__name__)
DEEDS = ("done", "pending_approval")  # statuses of a write that changed something, or waits to


class Reconciler:
    """The audit is written with the deed, the trace after it: where they differ, the audit is right."""

    def __init__(self, desk: Desk, store: ConversationStore, now: Clock) -> None:
        self._desk, self._store, self._now = desk, store, now

    def run(self) -> tuple[str, ...]:
        """The ids of the turns that had done something; each has a trace now. The others stay failed."""
        lost = self._store.untraced(self._now())
        entries = self._desk.done_in({turn.turn_id for turn in lost}) if lost else ()
        return tuple(
            turn.turn_id
            for turn in lost
            if self._settled(turn, [entry for entry in entries if entry.turn_id == turn.turn_id])
        )

    def _settled(self, turn: StoredTurn, entries: list[Entry]) -> bool:
        if not any(entry.effect == "write" and (entry.status in DEEDS or _ticketed(entry)) for entry in entries):
            self._store.checked(turn.turn_id, now=self._now())
            return False
        conversation = self._store.conversation(turn.conversation_id)
        calls = tuple(_call(entry) for entry in entries)
        outcome = conclude(calls, asked=False, refused=False, said_something=False)
        times = (turn.started_at, self._now())
        trace = bare_trace(conversation, turn.turn_id, turn.message, times, outcome, LOST, calls, ticket_of(calls))
        history = [past.trace for past in self._store.history(conversation.id)]
        self._store.complete_turn(trace, handoff_of(trace, history))
        log.warning("turn %s had written and lost its trace; it is on record again", turn.turn_id)
        return True


def _ticketed(entry: Entry) -> bool:
    return entry.status == "failed" and entry.record is not None


def _call(entry: Entry) -> CallRecord:
    """As the trace would have had it, as far as the audit keeps it."""
    failed = entry.status == "failed" and entry.record
    return CallRecord.model_validate(
        {
            "tool": entry.tool,
            "arguments": dict(entry.arguments),
            "effect": entry.effect,
            "status": entry.status,
            "proposed_by": "confirmation" if entry.confirmation_id else "gate",
            "result": {"record": entry.record, "summary": f"{entry.tool}: {entry.record}", "data": {}}
            if entry.record and not failed
            else None,
            "approval_id": entry.approval_id,
            "confirmation_id": entry.confirmation_id,
            "ticket_id": str(entry.record).removeprefix("ticket:") if failed else None,
        }
    )

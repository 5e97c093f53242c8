"""The outcome of a turn, from what happened in it. The first that holds, in the order below."""

from collections.abc import Sequence

from copilot.turn.act import VERIFY
from copilot.turn.outcome import Outcome
from copilot.turn.trace import CallRecord

TICKET = "ticket:"  # how the record of a ticket begins
_RAN = ("done", "replayed")


def conclude(calls: Sequence[CallRecord], *, asked: bool, refused: bool, said_something: bool) -> Outcome:
    """The field that everybody reads instead of the words.

    `said_something`: the answer rests on evidence, or is a courtesy that needed none.
    """
    if ticket_of(calls):
        return Outcome.ESCALATED
    if any(call.status == "pending_approval" for call in calls):
        return Outcome.PENDING_APPROVAL
    if any(call.effect == "write" and call.tool != VERIFY and call.status in _RAN for call in calls):
        return Outcome.ACTED
    if asked:
        return Outcome.ASKED
    if refused:
        return Outcome.REFUSED
    return Outcome.ANSWERED if said_something else Outcome.ABSTAINED


def ticket_of(calls: Sequence[CallRecord]) -> str | None:
    """The id of the ticket opened or found in this turn, by a call that hands over or because one failed."""
    return next((ticket for call in calls if (ticket := _ticket(call))), None)


def _ticket(call: CallRecord) -> str | None:
    record = str((call.result or {}).get("record", "")) if call.status in _RAN else ""
    return record.removeprefix(TICKET) if record.startswith(TICKET) else call.ticket_id

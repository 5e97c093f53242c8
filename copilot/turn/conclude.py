"""The outcome of a turn, from what happened in it. The first that holds, in the order below."""

from collections.abc import Sequence

from copilot.turn.act import VERIFY
from copilot.turn.outcome import Outcome
from copilot.turn.trace import CallRecord

TICKET = "create_ticket"
_RAN = ("done", "replayed")


def conclude(calls: Sequence[CallRecord], *, asked: bool, refused: bool, said_something: bool) -> Outcome:
    """The field that everybody reads instead of the words.

    `said_something`: the answer rests on evidence, or is a courtesy that needed none.
    """
    if any(call.tool == TICKET and call.status in _RAN for call in calls):
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
    """The id of the ticket opened or found in this turn."""
    opened = (call.result for call in calls if call.tool == TICKET and call.status in _RAN)
    return next((result["record"].removeprefix("ticket:") for result in opened if result), None)

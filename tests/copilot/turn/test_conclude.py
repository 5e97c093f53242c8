"""The outcome of a turn, from what happened in it."""

import pytest

from copilot.turn.conclude import conclude, ticket_of
from copilot.turn.outcome import Outcome
from copilot.turn.trace import CallRecord


def call(tool: str, effect: str, status: str, **more: object) -> CallRecord:
    return CallRecord.model_validate(
        {"tool": tool, "arguments": {}, "effect": effect, "status": status, "proposed_by": "gate", **more}
    )


READ = call("look_up_order", "read", "done")
VERIFIED = call("verify_identity", "write", "done")
REFUNDED = call("issue_refund", "write", "done")
REPLAYED = call("issue_refund", "write", "replayed")
WAITING = call("issue_refund", "write", "pending_approval")
TICKET = call("create_ticket", "write", "done", result={"record": "ticket:T-3001", "summary": "Done.", "data": {}})


@pytest.mark.parametrize(
    ("calls", "asked", "refused", "said", "outcome"),
    [
        ((), False, False, True, Outcome.ANSWERED),
        ((), False, False, False, Outcome.ABSTAINED),
        ((READ,), False, False, True, Outcome.ANSWERED),
        ((VERIFIED, READ), False, False, True, Outcome.ANSWERED),
        ((REFUNDED,), False, False, True, Outcome.ACTED),
        ((REPLAYED,), False, False, True, Outcome.ACTED),
        ((WAITING,), False, False, False, Outcome.PENDING_APPROVAL),
        ((READ,), True, False, True, Outcome.ASKED),
        ((READ,), False, True, True, Outcome.REFUSED),
        ((READ,), True, True, True, Outcome.ASKED),
        ((REFUNDED, TICKET), True, True, True, Outcome.ESCALATED),
    ],
)
def test_the_outcome_that_asks_most_of_the_reader_wins(
    calls: tuple[CallRecord, ...], asked: bool, refused: bool, said: bool, outcome: Outcome
) -> None:
    assert conclude(calls, asked=asked, refused=refused, said_something=said) is outcome


def test_the_ticket_is_named_by_the_record_that_was_written() -> None:
    assert ticket_of([READ, TICKET]) == "T-3001"
    assert ticket_of([READ]) is None

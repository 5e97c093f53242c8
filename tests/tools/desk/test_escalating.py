"""Who has to hear of something does: the event stands in the transaction of what happened, until it is received."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.tools.desk.counter import Counter, customer
from tests.tools.desk.test_failing import broken, with_tool
from tools.desk import ExecutionStatus
from tools.desk.outbox import GIVEN_UP_AFTER, Event
from tools.seed import edges
from tools.tickets.models import TicketRow

TOM = customer(edges.TOM)
MAYA = customer(edges.MAYA)


def waiting(counter: Counter) -> list[tuple[str, str]]:
    return [(event.event.value, event.record) for event in counter.desk.outbox.claim(counter.now)]


def one(counter: Counter) -> Event:
    (event,) = counter.desk.outbox.claim(counter.now)
    return event


def ticketed(counter: Counter, **more: Any) -> str:  # noqa: ANN401 - arguments of the tool
    opened = counter.do(TOM, "create_ticket", summary="Please call me.", **more)
    assert opened.result is not None
    return opened.result.record


def test_a_ticket_is_announced_once(counter: Counter) -> None:
    record = ticketed(counter)
    ticketed(counter)
    assert waiting(counter) == [("escalation", record)]


def test_a_pending_approval_is_announced(counter: Counter) -> None:
    pending = counter.confirmed(MAYA, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    assert waiting(counter) == [("approval_pending", f"approval:{pending.approval_id}")]


def test_what_is_refused_or_done_is_not_announced(counter: Counter) -> None:
    counter.do(TOM, "look_up_order", order_id="FH-99999")
    counter.confirmed(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert waiting(counter) == []


def test_an_action_that_breaks_after_the_yes_becomes_a_ticket(counter: Counter) -> None:
    failed = with_tool(counter, "cancel_order", run=broken).confirmed(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert failed.status is ExecutionStatus.FAILED
    assert waiting(counter) == [("escalation", f"ticket:{failed.ticket_id}")]
    with counter.database.read() as db:
        ticket = db.scalars(select(TicketRow).where(TicketRow.id == failed.ticket_id)).one()
    assert ticket.summary.startswith("cancel_order failed after the customer agreed to it.")
    assert edges.CANCELLABLE in ticket.summary


def test_the_same_failure_again_is_the_same_ticket(counter: Counter) -> None:
    failing = with_tool(counter, "cancel_order", run=broken)
    tickets = {failing.confirmed(TOM, "cancel_order", order_id=edges.CANCELLABLE).ticket_id for _ in range(2)}
    assert len(tickets) == 1


def test_a_claimed_event_is_left_alone_until_its_wait_is_over(counter: Counter) -> None:
    ticketed(counter)
    first = one(counter)
    assert waiting(counter) == []
    counter.wait(seconds=10)
    again = one(counter)
    assert (again.id, again.attempts) == (first.id, 2)
    counter.wait(seconds=10)
    assert waiting(counter) == []
    counter.wait(seconds=10)
    assert one(counter).attempts == 3


def test_a_delivered_event_is_never_claimed_again(counter: Counter) -> None:
    ticketed(counter)
    counter.desk.outbox.delivered(one(counter), counter.now)
    counter.wait(days=1)
    assert waiting(counter) == []


def test_an_event_that_nobody_takes_is_given_up(counter: Counter) -> None:
    ticketed(counter)
    counter.now += GIVEN_UP_AFTER - timedelta(seconds=1)
    assert len(waiting(counter)) == 1
    counter.now += timedelta(seconds=1)
    assert waiting(counter) == []


@pytest.mark.parametrize(
    ("tool", "arguments", "kept"),
    [
        (
            "create_ticket",
            {"summary": "My name is Tom.", "priority": "normal"},
            {"priority": "normal", "category": "general"},
        ),
        ("look_up_order", {"order_id": "FH-10001", "diary": "Dear diary"}, {"order_id": "FH-10001"}),
        ("read_my_mind", {"thought": "private"}, {}),
    ],
)
def test_the_audit_keeps_no_words_of_the_customers(
    counter: Counter, tool: str, arguments: dict[str, Any], kept: dict[str, Any]
) -> None:
    counter.do(TOM, tool, **arguments)
    assert counter.audit()[-1].arguments == kept

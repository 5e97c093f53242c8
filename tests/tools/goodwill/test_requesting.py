"""A wish for goodwill is offered a person, and reaches one after a yes."""

from sqlalchemy import select

from tests.tools.desk.counter import Counter, customer, summary
from tools.desk import ExecutionStatus
from tools.seed import edges
from tools.session import Session
from tools.tickets.models import TicketRow

MAYA = customer(edges.MAYA)


def tickets(counter: Counter) -> list[str]:
    with counter.database.read() as db:
        return list(db.scalars(select(TicketRow.summary).where(TicketRow.conversation_id == "conversation")))


def test_it_is_offered_and_nothing_is_passed_on_unasked(counter: Counter) -> None:
    asked = counter.do(MAYA, "request_goodwill", order_id=edges.RETURN_ELIGIBLE)
    assert asked.status is ExecutionStatus.NEEDS_CONFIRMATION
    assert asked.confirmation is not None
    assert "a colleague decides that" in asked.confirmation.prompt
    assert tickets(counter) == []
    assert counter.desk.outbox.claim(counter.now) == ()


def test_after_a_yes_it_is_one_ticket(counter: Counter) -> None:
    first = counter.confirmed(MAYA, "request_goodwill", order_id=edges.RETURN_ELIGIBLE)
    again = counter.do(MAYA, "request_goodwill", order_id=edges.RETURN_ELIGIBLE)
    assert summary(first) == summary(again)
    assert tickets(counter) == [f"Asks for a goodwill credit on order {edges.RETURN_ELIGIBLE}."]
    assert [event.record for event in counter.desk.outbox.claim(counter.now)] == [first.result and first.result.record]


def test_somebody_unverified_may_ask_too(counter: Counter) -> None:
    assert counter.confirmed(Session("conversation"), "request_goodwill").status is ExecutionStatus.DONE
    assert tickets(counter) == ["Asks for a goodwill credit."]

"""Handing a matter to a person needs no proof of anything."""

import pytest

from tests.tools.desk.counter import Counter, customer, summary
from tools.desk import ExecutionStatus
from tools.seed import edges
from tools.session import Session
from tools.tickets.models import TicketRow


@pytest.mark.parametrize(
    ("priority", "soon"),
    [
        ("normal", "A person replies within 1 business day."),
        ("high", "A person replies within 1 business day."),
        ("urgent", "A person replies within 4 hours."),
    ],
)
def test_how_soon_a_person_replies(counter: Counter, priority: str, soon: str) -> None:
    done = counter.do(Session("conversation"), "create_ticket", summary="Help.", priority=priority)
    assert done.status is ExecutionStatus.DONE
    assert done.result is not None
    ticket_id = done.result.data["ticket_id"]
    assert summary(done) == f"Your request is with our team as ticket {ticket_id}. {soon}"


@pytest.mark.parametrize(
    ("session", "owner"),
    [
        (Session("conversation"), None),
        (Session("conversation", edges.MAYA), None),
        (customer(edges.MAYA), edges.MAYA),
    ],
)
def test_a_ticket_is_the_customers_only_when_verified(counter: Counter, session: Session, owner: str | None) -> None:
    done = counter.do(session, "create_ticket", summary="Help.")
    assert done.result is not None
    with counter.database.read() as db:
        assert db.get_one(TicketRow, done.result.data["ticket_id"]).customer_id == owner


def test_an_empty_summary_is_asked_for(counter: Counter) -> None:
    execution = counter.do(Session("conversation"), "create_ticket", summary="  ")
    assert execution.decision.missing == ("summary",)


PERSON = {"summary": "A person, please."}
LATE = {"summary": "My parcel is late.", "category": "complaint"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PERSON, PERSON),
        (PERSON, {"summary": "Hello? I want to talk to a real person!"}),
        (LATE, LATE),
        (LATE, LATE | {"summary": "  my PARCEL is\nlate!! "}),
    ],
)
def test_the_same_matter_said_again_is_the_same_ticket(
    counter: Counter, first: dict[str, str], second: dict[str, str]
) -> None:
    opened, again = (counter.do(Session("conversation"), "create_ticket", **said) for said in (first, second))
    assert (opened.status, again.status) == (ExecutionStatus.DONE, ExecutionStatus.REPLAYED)
    assert opened.result == again.result
    assert tickets(counter) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (PERSON, PERSON | {"priority": "high"}),
        (PERSON, LATE),
        (LATE, LATE | {"summary": "Your colleague was rude."}),
        (LATE, LATE | {"priority": "high"}),
        (LATE, LATE | {"summary": "It caught fire.", "category": "safety", "priority": "urgent"}),
    ],
)
def test_a_second_matter_and_a_more_pressing_one_are_another_ticket(
    counter: Counter, first: dict[str, str], second: dict[str, str]
) -> None:
    opened, other = (counter.do(Session("conversation"), "create_ticket", **said) for said in (first, second))
    assert (opened.status, other.status) == (ExecutionStatus.DONE, ExecutionStatus.DONE)
    assert tickets(counter) == 2


def tickets(counter: Counter) -> int:
    """How many the conversation has."""
    with counter.database.read() as db:
        return db.query(TicketRow).filter_by(conversation_id="conversation").count()

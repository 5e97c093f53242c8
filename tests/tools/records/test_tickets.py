"""One matter, one ticket."""

from dataclasses import replace
from threading import Barrier, Thread

from sqlalchemy import select

from tests.tools.records.shop import NOW, OWNER, Shop
from tools.tickets.models import TicketRow
from tools.tickets.port import NewTicket, Ticket, TicketCategory, TicketPriority, TicketStatus

NEW = NewTicket(
    customer_id=OWNER,
    conversation_id="conversation",
    priority=TicketPriority.HIGH,
    category=TicketCategory.SAFETY,
    summary="The lamp caught fire.",
    idempotency_key="turn",
    at=NOW,
)


def open_ticket(shop: Shop, ticket: NewTicket = NEW) -> Ticket:
    with shop.writing() as records:
        return records.tickets.open(ticket)


def tickets(shop: Shop) -> list[str]:
    """The ids of the conversation's tickets."""
    of_conversation = select(TicketRow.id).where(TicketRow.conversation_id == "conversation").order_by(TicketRow.id)
    with shop.database.read() as session:
        return list(session.scalars(of_conversation))


def test_a_ticket_keeps_what_was_asked(shop: Shop) -> None:
    opened = open_ticket(shop)
    assert (opened.id, opened.status, opened.created_at) == ("T-3001", TicketStatus.OPEN, NOW)
    assert (opened.priority, opened.category, opened.summary) == (NEW.priority, NEW.category, NEW.summary)
    assert tickets(shop) == [opened.id]


def test_somebody_not_verified_gets_one_too(shop: Shop) -> None:
    assert open_ticket(shop, replace(NEW, customer_id=None)).customer_id is None


def test_the_same_key_in_the_same_conversation_is_the_same_ticket(shop: Shop) -> None:
    first = open_ticket(shop)
    assert open_ticket(shop, replace(NEW, summary="Said again, in other words.")) == first
    assert tickets(shop) == [first.id]


def test_another_key_or_another_conversation_is_another_ticket(shop: Shop) -> None:
    open_ticket(shop)
    open_ticket(shop, replace(NEW, idempotency_key="next turn"))
    open_ticket(shop, replace(NEW, conversation_id="elsewhere"))
    assert tickets(shop) == ["T-3001", "T-3002"]


def test_two_at_once_open_one_ticket(shop: Shop) -> None:
    start, opened = Barrier(2), list[Ticket]()

    def attempt() -> None:
        start.wait(10)
        opened.append(open_ticket(shop))

    threads = [Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [ticket.id for ticket in opened] == tickets(shop) * 2

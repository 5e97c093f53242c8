"""facts: slots + session -> the records that the gate judges on, and the dates that govern the policies."""

from dataclasses import dataclass
from datetime import date

from copilot.turn.opened import OpenTurn
from copilot.understanding.meaning import Slots
from ingestion.search import GoverningDates
from tools.desk import Desk, Facts
from tools.orders.port import Order
from tools.session import Session


@dataclass(frozen=True, slots=True)
class TurnFacts:
    """What the turn knows before anything is decided."""

    facts: Facts
    dates: GoverningDates
    region: str | None


def gather(slots: Slots, turn: OpenTurn, session: Session, desk: Desk) -> TurnFacts:
    """Words select a record; only records and the session say anything about it.

    Without an `as_of`, an order that is the customer's own decides the dates; then the dates the message gives;
    then today.
    """
    facts = desk.gather(session, slots.arguments, turn.now)
    today = facts.order.region.local_date(turn.now) if facts.order else turn.today
    dates = governing_dates(facts.order, slots, today, turn.request.as_of)
    return TurnFacts(facts, dates, turn.conversation.region or (facts.order.region if facts.order else None))


def governing_dates(order: Order | None, slots: Slots, today: date, as_of: date | None) -> GoverningDates:
    """Order, delivery and request dates of one matter, days as the order's region counts them.

    What has not been delivered yet is governed by today. A delivery that only the order's date is known of is
    taken to be of that date.
    """
    if as_of:
        return GoverningDates.on(as_of)
    if order:
        delivered = order.region.local_date(order.delivered_at) if order.delivered_at else today
        return GoverningDates(order=order.region.local_date(order.placed_at), delivery=delivered, request=today)
    placed = slots.order_date or slots.delivery_date or today
    return GoverningDates(order=placed, delivery=slots.delivery_date or placed, request=today)

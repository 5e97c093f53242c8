"""Fills an empty business database with the demo shop."""

from datetime import date
from random import Random

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tools.accounts.models import CustomerRow
from tools.database import Database, create_tables
from tools.region import Region
from tools.seed import edge_people
from tools.seed.aftermath import write_aftermath
from tools.seed.belongings import gift_cards, subscriptions
from tools.seed.bustle import bustle
from tools.seed.calendar import Calendar
from tools.seed.crowd import crowd
from tools.seed.edge_orders import edge_orders
from tools.seed.edge_records import write_edge_records
from tools.seed.writing import write_order, write_person

SEED = 20260615  # any fixed number: the same shop every time


def seed(engine: Engine, today: date) -> None:
    """Write the demo shop as it stands on `today`, all or nothing. A database that has customers is left alone.

    The same `today` gives the same records. Missing tables are made.
    """
    with Database(engine).write() as session:
        create_tables(session)
        if session.scalar(select(CustomerRow.id).limit(1)) is None:
            _write_edges(session, Calendar(today))
            _write_crowd(session, Calendar(today))


def _write_edges(session: Session, calendar: Calendar) -> None:
    for person in edge_people.ALL:
        write_person(session, person)
    for draft in edge_orders(calendar):
        write_order(session, draft)
    write_edge_records(session, calendar)


def _write_crowd(session: Session, calendar: Calendar) -> None:
    random = Random(SEED)  # noqa: S311 - reproducible on purpose
    people = tuple(crowd(random))
    for person in people:
        write_person(session, person)
    drafts = tuple(bustle(random, calendar, people))
    for draft in drafts:
        write_order(session, draft)
    write_aftermath(session, random, drafts, now=calendar.start(Region.EU))
    session.add_all(gift_cards(random, calendar, people))
    session.add_all(subscriptions(random, calendar, people))

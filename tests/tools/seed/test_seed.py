"""The demo shop: big enough, the same every time, consistent, and written once."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from tests.tools.seed.conftest import TODAY
from tools.database import Base, Database
from tools.orders.models import OrderRow
from tools.orders.port import OrderStatus
from tools.seed import seed
from tools.shipments.models import ShipmentRow


def dump(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the records."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize(
    ("table", "at_least"),
    [
        ("customers", 60),
        ("orders", 250),
        ("order_lines", 400),
        ("scans", 1000),
        ("refunds", 15),
        ("returns", 5),
        ("gift_cards", 15),
        ("subscriptions", 10),
        ("tickets", 5),
    ],
)
def test_the_shop_is_big_enough_to_look_around_in(demo: Database, table: str, at_least: int) -> None:
    assert len(dump(demo.engine)[table]) >= at_least


def test_the_same_day_gives_the_same_shop(demo: Database, tmp_path: Path) -> None:
    again = Database.open(f"sqlite:///{tmp_path / 'again.db'}")
    seed(again.engine, TODAY)
    assert dump(again.engine) == dump(demo.engine)
    again.close()


def test_seeding_again_changes_nothing_even_on_another_day(demo: Database) -> None:
    before = dump(demo.engine)
    seed(demo.engine, TODAY + timedelta(days=1))
    assert dump(demo.engine) == before


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 3, 8), date(2026, 10, 26), date(2028, 2, 29)])
def test_any_day_can_be_todays(tmp_path: Path, today: date) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'business.db'}")
    seed(database.engine, today)
    assert len(dump(database.engine)["orders"]) >= 250
    database.close()


def test_what_was_paid_is_lines_plus_delivery(demo: Database) -> None:
    with demo.read() as session:
        odd = session.scalars(
            text(
                "SELECT id FROM orders WHERE paid_minor <> delivery_fee_minor"
                " + (SELECT SUM(paid_minor) FROM order_lines WHERE order_id = orders.id)"
            )
        ).all()
    assert odd == []


def test_nothing_ordinary_has_happened_yet_that_lies_after_today(demo: Database) -> None:
    tomorrow = f"{TODAY + timedelta(days=1)}"
    with demo.read() as session:
        for moment in ("placed_at", "packed_at", "shipped_at", "delivered_at", "cancelled_at"):
            late = session.scalars(text(f"SELECT id FROM orders WHERE {moment} >= '{tomorrow}'")).all()  # noqa: S608
            assert late == []


def test_an_orders_moments_follow_each_other(demo: Database) -> None:
    with demo.read() as session:
        for row in session.scalars(select(OrderRow)):
            moments = [row.placed_at, row.packed_at, row.shipped_at, row.delivered_at]
            happened = [moment for moment in moments if moment]
            assert happened == sorted(happened), row.id
            assert moments[len(happened) :] == [None] * (4 - len(happened)), row.id


def test_a_parcels_scans_lie_between_dispatch_and_delivery(demo: Database) -> None:
    with demo.read() as session:
        for row in session.scalars(select(ShipmentRow)):
            assert row.dispatched_at < row.scans[0].at, row.order_id
            assert row.delivered_at in (None, row.scans[-1].at), row.order_id


def test_a_parcels_scans_are_written_in_the_order_they_happened(demo: Database) -> None:
    with demo.read() as session:
        odd = session.scalars(
            text(
                "SELECT later.id FROM scans later JOIN scans earlier USING (tracking_id) "
                "WHERE later.id > earlier.id AND later.at < earlier.at"
            )
        ).all()
    assert odd == []


@pytest.mark.parametrize("status", list(OrderStatus))
def test_every_order_status_occurs(demo: Database, status: OrderStatus) -> None:
    assert status in [row[5] for row in dump(demo.engine)["orders"]]


def test_nobody_lives_at_a_real_address_on_the_net(demo: Database) -> None:
    with demo.read() as session:
        emails = session.scalars(text("SELECT email FROM customers")).all()
    assert {email.split("@")[1] for email in emails} == {"example.com", "example.org"}

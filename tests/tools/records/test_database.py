"""Reads change nothing; a write is all or nothing."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.tools.records.shop import NOW, ORDER, OWNER, Shop
from tools.accounts.models import CustomerRow
from tools.database import BUSY_TIMEOUT_MS, Database
from tools.orders.port import OrderStatus
from tools.settings import ToolsSettingError


def test_opening_twice_is_harmless(shop: Shop) -> None:
    url = shop.database.engine.url.render_as_string(hide_password=False)
    again = Database.open(url)
    with again.read() as session:
        assert session.get(CustomerRow, OWNER) is not None
    again.close()


def test_a_sqlite_file_is_made_with_its_folder(tmp_path: Path) -> None:
    Database.open(f"sqlite:///{tmp_path / 'state' / 'business.db'}").close()
    assert (tmp_path / "state" / "business.db").exists()


def test_sqlite_keeps_foreign_keys_a_write_ahead_log_and_patience(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    with database.read() as session:
        settings = {
            name: session.scalar(text(f"PRAGMA {name}")) for name in ("foreign_keys", "journal_mode", "busy_timeout")
        }
    database.close()
    assert settings == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": BUSY_TIMEOUT_MS}


def test_an_order_of_nobody_is_refused(shop: Shop) -> None:
    with pytest.raises(IntegrityError):
        shop.order(customer_id="C-404")  # type: ignore[arg-type]


def test_what_a_read_changes_is_dropped(shop: Shop) -> None:
    shop.order(status=OrderStatus.PROCESSING)
    with shop.reading() as records:
        records.orders.cancel(OWNER, ORDER, at=NOW)
    with shop.reading() as records:
        order = records.orders.get(OWNER, ORDER)
    assert order is not None
    assert order.status is OrderStatus.PROCESSING


def test_a_write_that_raises_leaves_nothing(shop: Shop) -> None:
    shop.order(status=OrderStatus.PROCESSING)

    def interrupted() -> None:
        with shop.writing() as records:
            records.orders.cancel(OWNER, ORDER, at=NOW)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()
    with shop.reading() as records:
        order = records.orders.get(OWNER, ORDER)
    assert order is not None
    assert order.status is OrderStatus.PROCESSING


@pytest.mark.parametrize("url", ["nope://shop:secret@host/live", "not a url at all"])
def test_a_url_of_no_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ToolsSettingError, match="write sqlite:///FILE") as refused:
        Database.open(url)
    assert "secret" not in str(refused.value)

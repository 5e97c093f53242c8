"""Parcels show their carrier's scans to the order's customer."""

from datetime import date, timedelta

from tests.tools.records.shop import NOW, ORDER, OWNER, STRANGER, Shop
from tools.orders.port import OrderId, OrderStatus
from tools.shipments.models import ScanRow, ShipmentRow
from tools.shipments.port import ScanCode, ShipmentStatus


def ship(shop: Shop, tracking_id: str, days_ago: int, scanned_days_ago: tuple[int, ...] = ()) -> None:
    with shop.database.write() as session:
        session.add(
            ShipmentRow(
                tracking_id=tracking_id,
                order_id=ORDER,
                carrier="Bramble Parcel",
                status=ShipmentStatus.IN_TRANSIT,
                dispatched_at=NOW - timedelta(days=days_ago),
                promised_on=date(2026, 6, 17),
                scans=[
                    ScanRow(at=NOW - timedelta(days=days), place="Reno", code=ScanCode.HUB, description="Sorted")
                    for days in scanned_days_ago
                ],
            )
        )


def test_scans_come_oldest_first_and_the_last_is_the_latest(shop: Shop) -> None:
    shop.order(status=OrderStatus.SHIPPED)
    ship(shop, "TRK1", 5, scanned_days_ago=(1, 4, 3))
    with shop.reading() as records:
        (parcel,) = records.shipments.for_order(OWNER, ORDER)
    assert [scan.at for scan in parcel.scans] == [NOW - timedelta(days=days) for days in (4, 3, 1)]
    assert parcel.last_scan_at == NOW - timedelta(days=1)


def test_a_parcel_never_scanned_was_last_seen_when_it_left(shop: Shop) -> None:
    shop.order(status=OrderStatus.SHIPPED)
    ship(shop, "TRK1", 5)
    with shop.reading() as records:
        (parcel,) = records.shipments.for_order(OWNER, ORDER)
    assert parcel.last_scan_at == NOW - timedelta(days=5)


def test_an_orders_parcels_come_oldest_first(shop: Shop) -> None:
    shop.order(status=OrderStatus.SHIPPED)
    ship(shop, "TRK1", 2)
    ship(shop, "TRK2", 5)
    with shop.reading() as records:
        assert [parcel.tracking_id for parcel in records.shipments.for_order(OWNER, ORDER)] == ["TRK2", "TRK1"]


def test_nobody_sees_somebody_elses_parcel(shop: Shop) -> None:
    shop.order(status=OrderStatus.SHIPPED)
    ship(shop, "TRK1", 5)
    with shop.reading() as records:
        assert records.shipments.for_order(STRANGER, ORDER) == ()
        assert records.shipments.for_order(OWNER, OrderId("FH-404")) == ()

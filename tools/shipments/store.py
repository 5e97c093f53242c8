"""Parcels in the business database."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tools.accounts.port import CustomerId
from tools.orders.models import OrderRow
from tools.orders.port import OrderId
from tools.shipments.models import ScanRow, ShipmentRow
from tools.shipments.port import Scan, Shipment, TrackingId


class SqlShipments:
    """The `Shipments` port on one SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def for_order(self, customer_id: CustomerId, order_id: OrderId) -> tuple[Shipment, ...]:
        parcels = (
            select(ShipmentRow)
            .join(OrderRow, OrderRow.id == ShipmentRow.order_id)
            .where(OrderRow.id == order_id, OrderRow.customer_id == customer_id)
            .order_by(ShipmentRow.dispatched_at, ShipmentRow.tracking_id)
        )
        return tuple(map(_shipment_of, self._session.scalars(parcels)))


def _shipment_of(row: ShipmentRow) -> Shipment:
    return Shipment(
        tracking_id=TrackingId(row.tracking_id),
        order_id=OrderId(row.order_id),
        carrier=row.carrier,
        status=row.status,
        dispatched_at=row.dispatched_at,
        promised_on=row.promised_on,
        delivered_at=row.delivered_at,
        scans=tuple(map(_scan_of, row.scans)),
    )


def _scan_of(row: ScanRow) -> Scan:
    return Scan(at=row.at, place=row.place, code=row.code, description=row.description)

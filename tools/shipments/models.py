"""Tables of parcels and carrier scans."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tools.columns import choice
from tools.database import Base
from tools.shipments.port import ScanCode, ShipmentStatus


class ShipmentRow(Base):
    """One parcel."""

    __tablename__ = "shipments"

    tracking_id: Mapped[str] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    carrier: Mapped[str]
    status: Mapped[ShipmentStatus] = mapped_column(choice(ShipmentStatus))
    dispatched_at: Mapped[datetime]
    promised_on: Mapped[date]
    delivered_at: Mapped[datetime | None]
    scans: Mapped[list["ScanRow"]] = relationship(order_by="(ScanRow.at, ScanRow.id)", lazy="selectin")


class ScanRow(Base):
    """One carrier event."""

    __tablename__ = "scans"
    __table_args__ = (Index(None, "tracking_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tracking_id: Mapped[str] = mapped_column(ForeignKey("shipments.tracking_id"))
    at: Mapped[datetime]
    place: Mapped[str]
    code: Mapped[ScanCode] = mapped_column(choice(ScanCode))
    description: Mapped[str]

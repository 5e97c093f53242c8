"""Parcels and what their carriers reported."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol

from tools.accounts.port import CustomerId
from tools.orders.port import OrderId

TrackingId = NewType("TrackingId", str)  # "TRK…"


class ShipmentStatus(StrEnum):
    """Where a parcel stands, as its carrier last said."""

    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"


class ScanCode(StrEnum):
    """What a carrier's scan says."""

    COLLECTED = "collected"
    HUB = "hub"
    CUSTOMS = "customs"
    DELAYED = "delayed"
    WEATHER = "weather"  # delayed by severe weather
    OUT_FOR_DELIVERY = "out_for_delivery"
    DAMAGE_NOTED = "damage_noted"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Scan:
    """One carrier event. `at` is UTC."""

    at: datetime
    place: str
    code: ScanCode
    description: str


@dataclass(frozen=True, slots=True)
class Shipment:
    """One parcel. `promised_on` is the local day at the destination; `scans` are oldest first."""

    tracking_id: TrackingId
    order_id: OrderId
    carrier: str
    status: ShipmentStatus
    dispatched_at: datetime
    promised_on: date
    delivered_at: datetime | None
    scans: tuple[Scan, ...]

    @property
    def last_scan_at(self) -> datetime:
        """When the carrier last saw the parcel; its dispatch when it never did."""
        return self.scans[-1].at if self.scans else self.dispatched_at


class Shipments(Protocol):
    """Parcels, each seen only by the customer whose order it carries."""

    def for_order(self, customer_id: CustomerId, order_id: OrderId) -> tuple[Shipment, ...]:
        """The order's parcels, oldest first; empty when not shipped, unknown or somebody else's."""

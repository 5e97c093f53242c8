"""Where an order's parcels are, and whether one counts as lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tools.gate.parameters import Parameters
from tools.orders.lookup import OrderFacts, OrderNumber, delivered_on, named_order
from tools.orders.port import Order
from tools.orders.summaries import standing
from tools.shipments.port import Shipment, ShipmentStatus
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World
from tools.words import counted, day

STATUS = {
    ShipmentStatus.IN_TRANSIT: "is in transit with",
    ShipmentStatus.OUT_FOR_DELIVERY: "is out for delivery with",
    ShipmentStatus.DELIVERED: "was delivered by",
}


class TrackShipment(Arguments):
    """Which order."""

    order_id: OrderNumber


@dataclass(frozen=True, slots=True)
class Tracked:
    """An order and its parcels, oldest first."""

    order: Order
    parcels: tuple[Shipment, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """How long the carrier has not seen a parcel, and from when on that means lost. Whole local days."""

    days_without_scan: int
    lost_after_days: int | None

    @property
    def lost(self) -> bool:
        """The last waiting day is still a waiting day."""
        return self.lost_after_days is not None and self.days_without_scan > self.lost_after_days


def silence(parcel: Shipment, order: Order, parameters: Parameters, now: datetime) -> Silence | None:
    """None once the parcel was delivered: it cannot be lost."""
    if parcel.status is ShipmentStatus.DELIVERED:
        return None
    last, today = order.region.local_date(parcel.last_scan_at), order.region.local_date(now)
    name = "lost_after_days_international" if order.international else "lost_after_days_domestic"
    return Silence((today - last).days, parameters.number(name, order.region.local_date(parcel.dispatched_at)))


def parcels_of(world: World, order: Order) -> tuple[Shipment, ...]:
    """The order's parcels, oldest first."""
    return world.once(f"parcels:{order.id}", lambda: world.records.shipments.for_order(world.customer_id, order.id))


def _gather(world: World, slots: Slots) -> Matter[Tracked]:
    named = named_order(world, slots)
    order = named.order
    if order is None:
        return Matter(OrderFacts(known=named.known, order_id=slots.values.get("order_id")))
    facts = OrderFacts(known=True, order_id=order.id, order_status=order.status)
    return Matter(facts, named.owner, Tracked(order, parcels_of(world, order)))


def _run(call: Call[TrackShipment, Tracked]) -> ToolResult:
    order, parcels = call.subject.order, call.subject.parcels
    if not parcels:
        return ToolResult(f"order:{order.id}", f"Order {order.id} {standing(order)}; no parcel is on its way yet.")
    told = " ".join(_told(parcel, call) for parcel in parcels)
    data = {"order_id": order.id, "parcels": [_plain(parcel, call) for parcel in parcels]}
    return ToolResult(f"shipment:{parcels[-1].tracking_id}", told, data)


def _told(parcel: Shipment, call: Call[TrackShipment, Tracked]) -> str:
    order = call.subject.order
    text = f"Order {order.id} {STATUS[parcel.status]} {parcel.carrier} (tracking {parcel.tracking_id})"
    delivered = delivered_on(order) or parcel.promised_on
    if parcel.status is ShipmentStatus.DELIVERED:
        return f"{text} on {day(delivered)}."
    text = f"{text}, promised for {day(parcel.promised_on)}."
    if parcel.scans:
        scan = parcel.scans[-1]
        text = (
            f"{text} Last scan: {scan.description.rstrip('.')} ({scan.place}, {day(order.region.local_date(scan.at))})."
        )
    quiet = silence(parcel, order, call.world.parameters, call.world.now)
    if quiet and quiet.lost:
        waited = counted(quiet.days_without_scan, "day")
        text = f"{text} There has been no scan for {waited}, so the parcel counts as lost."
    return text


def _plain(parcel: Shipment, call: Call[TrackShipment, Tracked]) -> dict[str, Any]:
    order = call.subject.order
    quiet = silence(parcel, order, call.world.parameters, call.world.now)
    return {
        "tracking_id": parcel.tracking_id,
        "carrier": parcel.carrier,
        "status": parcel.status.value,
        "promised_on": parcel.promised_on.isoformat(),
        "delivered_on": order.region.local_date(parcel.delivered_at).isoformat() if parcel.delivered_at else None,
        "lost": bool(quiet and quiet.lost),
        "scans": [
            {"at": scan.at.isoformat(), "place": scan.place, "what": scan.description, "code": scan.code.value}
            for scan in parcel.scans
        ],
    }


TRACK_SHIPMENT = Tool(
    name="track_shipment",
    description="Find out where an order's parcel is: carrier, status, promised day, latest carrier scan.",
    arguments=TrackShipment,
    facts=OrderFacts,
    effect=Effect.READ,
    risk=Risk.LOW,
    example="Where is my order FH-10001?",
    gather=_gather,
    run=_run,
    groups=frozenset({"order"}),
)

"""A parcel and the scans a carrier would have made. All carriers are invented."""

from datetime import date, datetime, timedelta

from tools.region import Region
from tools.seed.calendar import business_days_after
from tools.seed.draft import Draft
from tools.seed.fees import LONGEST
from tools.shipments.models import ScanRow, ShipmentRow
from tools.shipments.port import ScanCode, ShipmentStatus

CROSSING_DAYS = 15  # business days promised from one region to another
ROUND = timedelta(hours=10)  # from the last hub to the door

_CARRIERS = {Region.US: "Bramble Parcel", Region.UK: "Larkspur Post", Region.EU: "Wanderfalke"}
_CROSSING = "Meridian Crosspost"
_FREIGHT = "Two Oaks Freight"
_HUBS = {
    Region.US: ("Reno, NV", "Salt Lake City, UT", "Omaha, NE"),
    Region.UK: ("Daventry", "Warrington", "Doncaster"),
    Region.EU: ("Leipzig", "Duisburg", "Lyon"),
}


def parcel_of(draft: Draft) -> ShipmentRow | None:
    """The parcel with its scans; None while nothing was shipped."""
    if draft.shipped_at is None:
        return None
    return ShipmentRow(
        tracking_id=f"TRK{draft.id.removeprefix('FH-')}{draft.shipped_at:%m%d}",
        order_id=draft.id,
        carrier=_carrier(draft),
        status=ShipmentStatus.DELIVERED if draft.delivered_at else ShipmentStatus.IN_TRANSIT,
        dispatched_at=draft.shipped_at,
        promised_on=_promised(draft),
        delivered_at=draft.delivered_at,
        scans=_scans(draft, draft.shipped_at),
    )


def _carrier(draft: Draft) -> str:
    if draft.lands_in is not draft.buyer.region:
        return _CROSSING
    return _FREIGHT if any(item.product.large for item in draft.items) else _CARRIERS[draft.buyer.region]


def _promised(draft: Draft) -> date:
    days = LONGEST[draft.buyer.region, draft.service] if draft.lands_in is draft.buyer.region else CROSSING_DAYS
    return business_days_after(draft.buyer.region.local_date(draft.placed_at), days)


def _scans(draft: Draft, shipped_at: datetime) -> list[ScanRow]:
    """Collection, one hub a third of the way, customs when a border is crossed, the last hub, then the doorstep."""
    collected = shipped_at + timedelta(minutes=50)
    depart, _, arrive = _HUBS[draft.buyer.region][0], *_HUBS[draft.lands_in][1:]
    end = draft.delivered_at - ROUND if draft.delivered_at else draft.last_scan_at or collected
    scans = [
        _scan(collected, depart, ScanCode.COLLECTED, "Parcel collected from the Fernhollow warehouse"),
        _scan(collected + (end - collected) / 3, depart, ScanCode.HUB, "Left the sorting hub"),
    ]
    if draft.lands_in is not draft.buyer.region:
        scans.append(_scan(collected + (end - collected) * 2 / 3, "Border", ScanCode.CUSTOMS, "Cleared by customs"))
    return [*scans, _scan(end, arrive, ScanCode.HUB, "Arrived at the delivery hub"), *_doorstep(draft)]


def _doorstep(draft: Draft) -> list[ScanRow]:
    if draft.delivered_at is None:
        return []
    town = (draft.sent_to or draft.buyer.address).city
    scans = [_scan(draft.delivered_at - ROUND / 2, town, ScanCode.OUT_FOR_DELIVERY, "Out for delivery")]
    if draft.damaged:
        noted = draft.delivered_at - timedelta(minutes=1)
        scans.append(_scan(noted, town, ScanCode.DAMAGE_NOTED, "Driver noted damage to the parcel"))
    return [*scans, _scan(draft.delivered_at, town, ScanCode.DELIVERED, "Delivered")]


def _scan(at: datetime, place: str, code: ScanCode, description: str) -> ScanRow:
    return ScanRow(at=at, place=place, code=code, description=description)

"""Where a parcel is, and when it counts as lost."""

from datetime import date, timedelta

import pytest

from tests.tools.desk.counter import Counter, customer, summary
from tests.tools.returns.orders import at, order
from tools.catalogue import discover
from tools.region import Region
from tools.seed import edges
from tools.shipments.port import Shipment, ShipmentStatus, TrackingId
from tools.shipments.tracking import silence

PARAMETERS = discover("tools").parameters
LAST_SEEN = date(2026, 6, 1)


def test_a_parcel_on_its_way(counter: Counter) -> None:
    assert summary(counter.do(customer(edges.MAYA), "track_shipment", order_id=edges.IN_TRANSIT)) == (
        "Order FH-10001 is in transit with Bramble Parcel (tracking TRK100010610), promised for 17 June 2026. "
        "Last scan: Arrived at the delivery hub (Omaha, NE, 14 June 2026)."
    )


def test_a_parcel_that_arrived(counter: Counter) -> None:
    text = summary(counter.do(customer(edges.MAYA), "track_shipment", order_id=edges.RETURN_ELIGIBLE))
    assert text.startswith("Order FH-10002 was delivered by ")
    assert text.endswith(" on 5 June 2026.")


def test_a_parcel_that_counts_as_lost(counter: Counter) -> None:
    text = summary(counter.do(customer(edges.ELENA), "track_shipment", order_id=edges.LOST))
    assert text.endswith("There has been no scan for 12 days, so the parcel counts as lost.")


def test_an_order_that_has_not_left(counter: Counter) -> None:
    assert summary(counter.do(customer(edges.TOM), "track_shipment", order_id=edges.CANCELLABLE)) == (
        "Order FH-10011 is being processed and has not been packed; no parcel is on its way yet."
    )


@pytest.mark.parametrize(
    ("destination", "days", "lost"),
    [  # the policy's own example: last scan on 1 June
        (Region.EU, 10, False),
        (Region.EU, 11, True),
        (Region.UK, 20, False),
        (Region.UK, 21, True),
    ],
)
def test_the_last_waiting_day_is_a_waiting_day(destination: Region, days: int, lost: bool) -> None:
    sent = order(region=Region.EU, destination=destination, delivered=None)
    seen = at(LAST_SEEN, Region.EU, hour=23)
    parcel = Shipment(
        TrackingId("TRK1"), sent.id, "Carrier", ShipmentStatus.IN_TRANSIT, seen, LAST_SEEN, None, scans=()
    )
    now = at(LAST_SEEN + timedelta(days=days), Region.EU, hour=1)
    quiet = silence(parcel, sent, PARAMETERS, now)
    assert quiet is not None
    assert (quiet.days_without_scan, quiet.lost) == (days, lost)

"""Rule table of shipments."""

from tests.tools.gate.judging import RuleCase, Table, asked
from tools.orders.lookup import OrderFacts

TRACK = Table("track_shipment", OrderFacts, {"known": True, "order_id": "FH-1"})

CASES: tuple[RuleCase, ...] = (
    TRACK.allowed("a parcel of one's own can be followed"),
    TRACK.denied("an unknown one cannot", "order-unknown", known=False),
    *asked("track_shipment", "where_is_my_order", OrderFacts(known=True)),
)

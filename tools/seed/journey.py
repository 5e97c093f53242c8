"""Orders at each stage of their journey, with the moments before it filled in."""

from datetime import datetime, timedelta

from tools.orders.port import OrderId
from tools.seed.draft import Draft, Item, Person

IN_WAREHOUSE = timedelta(hours=26)  # from placing to the carrier
PACKING = timedelta(hours=4)  # from packing to the carrier
ON_THE_ROAD = timedelta(days=3)


def placed(order_id: OrderId, buyer: Person, at: datetime, *items: Item) -> Draft:
    """An order still processing."""
    return Draft(order_id, buyer, items, placed_at=at)


def packed(order_id: OrderId, buyer: Person, at: datetime, *items: Item) -> Draft:
    """An order packed `at` and not yet collected."""
    return Draft(order_id, buyer, items, placed_at=at - IN_WAREHOUSE + PACKING, packed_at=at)


def shipped(order_id: OrderId, buyer: Person, at: datetime, last_scan_at: datetime, *items: Item) -> Draft:
    """An order on the road since `at`."""
    return Draft(
        order_id,
        buyer,
        items,
        placed_at=at - IN_WAREHOUSE,
        packed_at=at - PACKING,
        shipped_at=at,
        last_scan_at=last_scan_at,
    )


def delivered(order_id: OrderId, buyer: Person, at: datetime, *items: Item, transit: timedelta = ON_THE_ROAD) -> Draft:
    """An order delivered `at` after `transit` on the road."""
    left = at - transit
    return Draft(
        order_id,
        buyer,
        items,
        placed_at=left - IN_WAREHOUSE,
        packed_at=left - PACKING,
        shipped_at=left,
        delivered_at=at,
    )

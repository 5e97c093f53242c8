"""The orders behind the hand-made cases, one function per customer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from tools.orders.port import Address, PaymentMethod, Service
from tools.region import Region
from tools.seed import edge_people as people
from tools.seed import edges, goods
from tools.seed.calendar import Calendar, moment
from tools.seed.draft import Draft, Item
from tools.seed.journey import delivered, packed, placed, shipped

EVENING = time(18, 40)


def edge_orders(calendar: Calendar) -> Iterator[Draft]:
    """All of them, by id."""
    for orders in (_maya, _tom, _elena, _priya, _jonas, _aisha, _daniel, _harriet, _marek, _nolan):
        yield from orders(calendar)


def _maya(calendar: Calendar) -> Iterator[Draft]:
    maya, us = people.MAYA, Region.US
    last_scan = calendar.ago(us, 1, EVENING)
    yield shipped(edges.IN_TRANSIT, maya, calendar.ago(us, 5), last_scan, Item(goods.STRING_LIGHTS, 2))
    yield delivered(edges.RETURN_ELIGIBLE, maya, calendar.ago(us, 10), Item(goods.TERRACOTTA_SET))
    yield delivered(edges.RETURN_LAST_DAY, maya, calendar.ago(us, 30), Item(goods.GLAZED_PLANTER))
    yield delivered(edges.RETURN_DAY_AFTER, maya, calendar.ago(us, 31), Item(goods.WOOL_THROW))
    yield delivered(edges.RETURN_OVER_LIMIT, maya, calendar.ago(us, 5), Item(goods.GARDEN_BENCH))


def _tom(calendar: Calendar) -> Iterator[Draft]:
    tom, uk, midnight = people.TOM, Region.UK, calendar.start(Region.UK)
    clearance = Item(goods.OUTDOOR_RUG, paid=6900, final_sale=True)  # 40% off
    stake = Item(goods.NAME_STAKE, personalised=True)
    friend = Address("Grace Adeyemi", "12 Heron Close", "Leeds", "LS6 3HN", "GB")
    yield delivered(edges.FINAL_SALE, tom, calendar.ago(uk, 4), clearance)
    yield placed(edges.CANCELLABLE, tom, midnight - timedelta(hours=4), Item(goods.SECATEURS), Item(goods.TROWEL_SET))
    yield packed(edges.PACKED, tom, calendar.ago(uk, 1), Item(goods.WATERING_CAN))
    gift = delivered(edges.GIFT, tom, calendar.ago(uk, 8), Item(goods.WOOL_THROW))
    yield replace(gift, gift=True, sent_to=friend, note="Please leave the price out.")
    yield placed(edges.PERSONALISED_LATE, tom, midnight - timedelta(hours=30), stake)
    yield placed(edges.PERSONALISED_FRESH, tom, midnight, stake)
    yield packed(edges.PREORDER_PACKED, tom, calendar.ago(uk, 2), Item(goods.RAISED_BED, preorder=True))


def _elena(calendar: Calendar) -> Iterator[Draft]:
    elena, eu = people.ELENA, Region.EU
    chair = Item(goods.BISTRO_CHAIR, paid=3400, final_sale=True)  # 41% off
    yield delivered(edges.FINAL_SALE_EU, elena, calendar.ago(eu, 10), chair)
    yield delivered(edges.FINAL_SALE_EU_LAST_DAY, elena, calendar.ago(eu, 14), chair)
    yield delivered(edges.FINAL_SALE_EU_DAY_AFTER, elena, calendar.ago(eu, 15), chair)
    yield shipped(edges.LOST, elena, calendar.ago(eu, 14), calendar.ago(eu, 12), Item(goods.SIDE_TABLE))


def _priya(calendar: Calendar) -> Iterator[Draft]:
    priya, us = people.PRIYA, Region.US
    table = delivered(edges.OLD_POLICY_LARGE, priya, moment(us, date(2026, 5, 5)), Item(goods.TEAK_TABLE))
    yield replace(table, placed_at=moment(us, date(2026, 2, 25)), note="Happy to wait for the new batch.")
    chair = delivered(edges.DAMAGED, priya, calendar.ago(us, 9), Item(goods.BISTRO_CHAIR))
    yield replace(chair, damaged=True)
    lamp = delivered(edges.DAMAGED_TOO_LATE, priya, calendar.ago(us, 16), Item(goods.DESK_LAMP))
    yield replace(lamp, damaged=True)
    pair = (Item(goods.TROWEL_SET), Item(goods.BATH_TOWELS))
    yield delivered(edges.PARTLY_REFUNDED, priya, calendar.ago(us, 12), *pair)
    yield delivered(edges.FULLY_REFUNDED, priya, calendar.ago(us, 20), Item(goods.SECATEURS))
    late = delivered(edges.EXPRESS_LATE, priya, calendar.ago(us, 6), Item(goods.HANGING_BASKET), transit=timedelta(8))
    yield replace(late, service=Service.EXPRESS)


def _jonas(calendar: Calendar) -> Iterator[Draft]:
    jonas, eu = people.JONAS, Region.EU
    london = Address("Jonas Weber", "Flat 6, 81 Kestrel Road", "London", "SE22 9PL", "GB")
    yield delivered(edges.PLANT_LAST_DAY, jonas, calendar.ago(eu, 14), Item(goods.OLIVE_TREE))
    yield delivered(edges.PLANT_DAY_AFTER, jonas, calendar.ago(eu, 15), Item(goods.FERN_TRIO))
    yield delivered(edges.HYGIENE, jonas, calendar.ago(eu, 6), Item(goods.LINEN_PILLOW, 2))
    for order_id, days in ((edges.INTERNATIONAL_NOT_LOST, 19), (edges.INTERNATIONAL_LOST, 21)):
        sent = shipped(order_id, jonas, calendar.ago(eu, days + 4), calendar.ago(eu, days), Item(goods.CAST_IRON_PAN))
        yield replace(sent, sent_to=london, destination=Region.UK)


def _aisha(calendar: Calendar) -> Iterator[Draft]:
    refill = Item(goods.COMPOST_REFILL, 2)
    order = delivered(edges.AISHA_ORDER, people.AISHA, calendar.ago(Region.UK, 12), refill, Item(goods.LAVENDER_SIX))
    yield replace(order, payment=PaymentMethod.CARD_AND_GIFT_CARD, gift_card=1500)


def _daniel(calendar: Calendar) -> Iterator[Draft]:
    daniel, us = people.DANIEL, Region.US
    basket = Item(goods.SEED_TRAY, 3, paid=4000)
    yield delivered(edges.CUSTOMER_LIMIT, daniel, calendar.ago(us, 3), basket)
    yield delivered(edges.CUSTOMER_LIMIT_FIRST, daniel, calendar.ago(us, 28), Item(goods.RAISED_BED, 2, paid=25000))
    yield delivered(edges.CUSTOMER_LIMIT_SECOND, daniel, calendar.ago(us, 22), Item(goods.SIDE_TABLE, 2, paid=14000))


def _harriet(calendar: Calendar) -> Iterator[Draft]:  # noqa: ARG001 - a fixed past date
    order = delivered(
        edges.HOLIDAY, people.HARRIET, moment(Region.UK, date(2025, 12, 15)), Item(goods.SOLAR_LANTERN, 2)
    )
    yield replace(order, placed_at=moment(Region.UK, date(2025, 12, 10)))


def _marek(calendar: Calendar) -> Iterator[Draft]:
    yield delivered(edges.LOCKED_ORDER, people.MAREK, calendar.ago(Region.EU, 9), Item(goods.WATERING_CAN))


def _nolan(calendar: Calendar) -> Iterator[Draft]:
    for order_id, days in ((edges.TRADE_IN_WINDOW, 10), (edges.TRADE_OUT_OF_WINDOW, 20)):
        order = delivered(order_id, people.NOLAN, calendar.ago(Region.US, days), Item(goods.GLAZED_PLANTER, 6))
        yield replace(order, payment=PaymentMethod.INVOICE)

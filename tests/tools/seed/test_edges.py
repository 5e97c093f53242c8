"""Each hand-made case, stated as a fact about its records."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.tools.seed.conftest import TODAY
from tools.accounts.port import Claim, CustomerId
from tools.money import Money
from tools.orders.port import Category, Order, OrderId, OrderStatus, PaymentMethod, Service
from tools.records import Records
from tools.region import Region
from tools.seed import edge_people, edges
from tools.seed.calendar import business_days_after
from tools.seed.draft import Person
from tools.shipments.port import ScanCode, Shipment, ShipmentStatus

MIDNIGHT_UK = datetime(2026, 6, 14, 23, tzinfo=UTC)  # when TODAY begins in London

DELIVERED_DAYS_AGO = [
    (edges.MAYA, edges.RETURN_ELIGIBLE, 10),
    (edges.MAYA, edges.RETURN_LAST_DAY, 30),
    (edges.MAYA, edges.RETURN_DAY_AFTER, 31),
    (edges.MAYA, edges.RETURN_OVER_LIMIT, 5),
    (edges.TOM, edges.FINAL_SALE, 4),
    (edges.TOM, edges.GIFT, 8),
    (edges.ELENA, edges.FINAL_SALE_EU, 10),
    (edges.ELENA, edges.FINAL_SALE_EU_LAST_DAY, 14),
    (edges.ELENA, edges.FINAL_SALE_EU_DAY_AFTER, 15),
    (edges.PRIYA, edges.OLD_POLICY_LARGE, 41),
    (edges.PRIYA, edges.DAMAGED, 9),
    (edges.PRIYA, edges.DAMAGED_TOO_LATE, 16),
    (edges.PRIYA, edges.PARTLY_REFUNDED, 12),
    (edges.PRIYA, edges.FULLY_REFUNDED, 20),
    (edges.PRIYA, edges.EXPRESS_LATE, 6),
    (edges.JONAS, edges.PLANT_LAST_DAY, 14),
    (edges.JONAS, edges.PLANT_DAY_AFTER, 15),
    (edges.JONAS, edges.HYGIENE, 6),
    (edges.AISHA, edges.AISHA_ORDER, 12),
    (edges.DANIEL, edges.CUSTOMER_LIMIT, 3),
    (edges.DANIEL, edges.CUSTOMER_LIMIT_FIRST, 28),
    (edges.DANIEL, edges.CUSTOMER_LIMIT_SECOND, 22),
    (edges.MAREK, edges.LOCKED_ORDER, 9),
    (edges.NOLAN, edges.TRADE_IN_WINDOW, 10),
    (edges.NOLAN, edges.TRADE_OUT_OF_WINDOW, 20),
]


def order_of(records: Records, customer_id: CustomerId, order_id: OrderId) -> Order:
    order = records.orders.get(customer_id, order_id)
    assert order is not None, order_id
    return order


def parcel_of(records: Records, customer_id: CustomerId, order_id: OrderId) -> Shipment:
    (parcel,) = records.shipments.for_order(customer_id, order_id)
    return parcel


@pytest.mark.parametrize("person", edge_people.ALL, ids=lambda person: person.id)
def test_every_customer_can_prove_who_they_are(records: Records, person: Person) -> None:
    (order, *_) = records.orders.recent(person.id)
    found = records.accounts.find(Claim(order.id, person.email, person.address.postcode))
    assert found is not None
    assert (found.id, found.name, found.region, found.trade) == (person.id, person.name, person.region, person.trade)


@pytest.mark.parametrize(("customer_id", "order_id", "days"), DELIVERED_DAYS_AGO)
def test_delivered_so_many_local_days_ago(
    records: Records, customer_id: CustomerId, order_id: OrderId, days: int
) -> None:
    order = order_of(records, customer_id, order_id)
    assert order.delivered_at is not None
    assert order.status is OrderStatus.DELIVERED
    assert order.region.local_date(order.delivered_at) == TODAY - timedelta(days=days)


def test_mayas_parcel_is_on_its_way(records: Records) -> None:
    parcel = parcel_of(records, edges.MAYA, edges.IN_TRANSIT)
    assert order_of(records, edges.MAYA, edges.IN_TRANSIT).status is OrderStatus.SHIPPED
    assert (parcel.status, parcel.promised_on) == (ShipmentStatus.IN_TRANSIT, TODAY + timedelta(days=2))
    assert Region.US.local_date(parcel.last_scan_at) == TODAY - timedelta(days=1)
    assert len(parcel.scans) == 3


@pytest.mark.parametrize(("order_id", "minor"), [(edges.RETURN_ELIGIBLE, 6400), (edges.RETURN_OVER_LIMIT, 32900)])
def test_mayas_ordinary_lines_cost_what_the_limits_are_tried_with(
    records: Records, order_id: OrderId, minor: int
) -> None:
    (line,) = order_of(records, edges.MAYA, order_id).lines
    assert (line.paid, line.category, line.large, line.final_sale) == (
        Money(minor, "USD"),
        Category.STANDARD,
        False,
        False,
    )


@pytest.mark.parametrize("order_id", [edges.RETURN_LAST_DAY, edges.RETURN_DAY_AFTER])
def test_mayas_boundary_orders_are_ordinary_and_below_the_limit(records: Records, order_id: OrderId) -> None:
    (line,) = order_of(records, edges.MAYA, order_id).lines
    assert (line.category, line.final_sale, line.personalised) == (Category.STANDARD, False, False)
    assert line.paid < Money(15000, "USD")


@pytest.mark.parametrize(
    ("customer_id", "order_id"),
    [
        (edges.TOM, edges.FINAL_SALE),
        (edges.ELENA, edges.FINAL_SALE_EU),
        (edges.ELENA, edges.FINAL_SALE_EU_LAST_DAY),
        (edges.ELENA, edges.FINAL_SALE_EU_DAY_AFTER),
    ],
)
def test_a_final_sale_line_was_sold_at_40_percent_off_or_more(
    records: Records, customer_id: CustomerId, order_id: OrderId
) -> None:
    (line,) = order_of(records, customer_id, order_id).lines
    assert line.final_sale
    assert line.paid.minor <= line.unit_price.minor * 0.6


def test_toms_orders_stand_where_they_can_and_cannot_be_cancelled(records: Records) -> None:
    status = {order.id: order.status for order in records.orders.recent(edges.TOM, 20)}
    assert status[edges.CANCELLABLE] is OrderStatus.PROCESSING
    assert status[edges.PACKED] is OrderStatus.PACKED
    assert status[edges.PERSONALISED_LATE] is OrderStatus.PROCESSING
    assert status[edges.PERSONALISED_FRESH] is OrderStatus.PROCESSING
    assert status[edges.PREORDER_PACKED] is OrderStatus.PACKED


def test_toms_cancellable_and_packed_orders_are_neither_personalised_nor_pre_ordered(records: Records) -> None:
    for order_id in (edges.CANCELLABLE, edges.PACKED):
        lines = order_of(records, edges.TOM, order_id).lines
        assert not any(line.personalised or line.preorder for line in lines)


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_toms_personalised_orders_are_out_of_and_in_24_hours_at_any_hour_of_today(records: Records, hour: int) -> None:
    now, day = MIDNIGHT_UK + timedelta(hours=hour), timedelta(hours=24)
    late = order_of(records, edges.TOM, edges.PERSONALISED_LATE)
    fresh = order_of(records, edges.TOM, edges.PERSONALISED_FRESH)
    assert late.lines[0].personalised
    assert fresh.lines[0].personalised
    assert now - late.placed_at > day
    assert timedelta(0) <= now - fresh.placed_at <= day


def test_toms_late_personalised_order_was_placed_30_hours_before_today(records: Records) -> None:
    assert order_of(records, edges.TOM, edges.PERSONALISED_LATE).placed_at == MIDNIGHT_UK - timedelta(hours=30)


def test_toms_pre_order_is_one(records: Records) -> None:
    assert all(line.preorder for line in order_of(records, edges.TOM, edges.PREORDER_PACKED).lines)


def test_toms_gift_went_to_somebody_else(records: Records) -> None:
    order = order_of(records, edges.TOM, edges.GIFT)
    assert (order.gift, order.gift_recipient) == (True, "Grace Adeyemi")
    assert order.address.name == "Grace Adeyemi"


@pytest.mark.parametrize(
    ("customer_id", "order_id", "days", "international"),
    [
        (edges.ELENA, edges.LOST, 12, False),
        (edges.JONAS, edges.INTERNATIONAL_NOT_LOST, 19, True),
        (edges.JONAS, edges.INTERNATIONAL_LOST, 21, True),
    ],
)
def test_a_parcel_not_scanned_for_so_many_days(
    records: Records, customer_id: CustomerId, order_id: OrderId, days: int, international: bool
) -> None:
    order = order_of(records, customer_id, order_id)
    parcel = parcel_of(records, customer_id, order_id)
    assert order.status is OrderStatus.SHIPPED
    assert order.international is international
    assert order.region.local_date(parcel.last_scan_at) == TODAY - timedelta(days=days)
    assert parcel.dispatched_at > datetime(2026, 6, 15, tzinfo=UTC) - timedelta(days=60)


def test_a_crossing_parcel_passed_customs(records: Records) -> None:
    parcel = parcel_of(records, edges.JONAS, edges.INTERNATIONAL_LOST)
    assert ScanCode.CUSTOMS in [scan.code for scan in parcel.scans]
    assert order_of(records, edges.JONAS, edges.INTERNATIONAL_LOST).address.country == "GB"


def test_priyas_large_order_has_fixed_dates_under_the_old_policy(records: Records) -> None:
    order = order_of(records, edges.PRIYA, edges.OLD_POLICY_LARGE)
    assert order.delivered_at is not None
    assert Region.US.local_date(order.placed_at) == date(2026, 2, 25)
    assert Region.US.local_date(order.delivered_at) == date(2026, 5, 5)
    assert order.lines[0].large
    assert order.delivery_fee == Money(4900, "USD")


@pytest.mark.parametrize("order_id", [edges.DAMAGED, edges.DAMAGED_TOO_LATE])
def test_priyas_carrier_noted_the_damage_at_the_door(records: Records, order_id: OrderId) -> None:
    codes = [scan.code for scan in parcel_of(records, edges.PRIYA, order_id).scans]
    assert codes[-2:] == [ScanCode.DAMAGE_NOTED, ScanCode.DELIVERED]


def test_priyas_partly_refunded_order_has_one_line_whole_and_one_in_part(records: Records) -> None:
    whole, part = order_of(records, edges.PRIYA, edges.PARTLY_REFUNDED).lines
    assert (whole.paid, whole.refundable) == (Money(3800, "USD"), Money(0, "USD"))
    assert (part.paid, part.refundable) == (Money(5200, "USD"), Money(3700, "USD"))
    assert len(records.refunds.for_order(edges.PRIYA, edges.PARTLY_REFUNDED)) == 2


def test_priyas_fully_refunded_order_has_nothing_left(records: Records) -> None:
    order = order_of(records, edges.PRIYA, edges.FULLY_REFUNDED)
    assert order.refunded == order.paid
    assert order.delivery_refunded == order.delivery_fee != Money(0, "USD")


def test_priyas_express_parcel_came_more_than_one_business_day_late(records: Records) -> None:
    order = order_of(records, edges.PRIYA, edges.EXPRESS_LATE)
    parcel = parcel_of(records, edges.PRIYA, edges.EXPRESS_LATE)
    assert order.delivered_at is not None
    assert (order.service, order.delivery_fee) == (Service.EXPRESS, Money(1495, "USD"))
    assert Region.US.local_date(order.delivered_at) > business_days_after(parcel.promised_on, 1)


@pytest.mark.parametrize(
    ("order_id", "category"),
    [
        (edges.PLANT_LAST_DAY, Category.LIVE_PLANT),
        (edges.PLANT_DAY_AFTER, Category.LIVE_PLANT),
        (edges.HYGIENE, Category.HYGIENE),
    ],
)
def test_jonas_bought_what_has_rules_of_its_own(records: Records, order_id: OrderId, category: Category) -> None:
    assert [line.category for line in order_of(records, edges.JONAS, order_id).lines] == [category]


def test_harriets_holiday_order_has_fixed_dates(records: Records) -> None:
    order = order_of(records, edges.HARRIET, edges.HOLIDAY)
    assert order.delivered_at is not None
    assert Region.UK.local_date(order.placed_at) == date(2025, 12, 10)
    assert Region.UK.local_date(order.delivered_at) == date(2025, 12, 15)


def test_nolan_trades(records: Records) -> None:
    customer = records.accounts.get(edges.NOLAN)
    assert customer is not None
    assert customer.trade
    for order_id in (edges.TRADE_IN_WINDOW, edges.TRADE_OUT_OF_WINDOW):
        order = order_of(records, edges.NOLAN, order_id)
        assert (order.trade, order.payment_method) == (True, PaymentMethod.INVOICE)


def test_every_order_named_in_edges_exists_and_no_other_takes_its_numbers(records: Records) -> None:
    named = {value for value in vars(edges).values() if isinstance(value, str) and value.startswith("FH-")}
    owned = {order.id for person in edge_people.ALL for order in records.orders.recent(person.id, 100)}
    assert owned == named

"""Windows, amounts, limits, days and currencies against the policies written down a second time.

The oracle reads nothing of the package: it counts days with dateutil, money with decimals, and its numbers were copied
from the documents by hand (Returns 2025.1 and 2026.1, Holiday extension, Trade accounts, EU withdrawal, Refunds).
"""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.gate.judging import VERIFIED, demo_gate
from tests.tools.refunds.cases import RETURN
from tests.tools.returns.orders import goods, line, order
from tools.catalogue import discover
from tools.gate.decision import Approver, Status
from tools.gate.gate import Assent, Case
from tools.orders.port import Category, OrderLine, Service
from tools.refunds.amounts import work_out
from tools.refunds.facts import RefundFacts
from tools.refunds.port import RefundGround
from tools.region import Region
from tools.returns.window import last_day, window_days

PARAMETERS, GATE = discover("tools").parameters, demo_gate()
ZONES = {"us": tz.gettz("America/New_York"), "uk": tz.gettz("Europe/London"), "eu": tz.gettz("Europe/Berlin")}
CURRENCIES = {"us": "USD", "uk": "GBP", "eu": "EUR"}
NEW_TERMS = date(2026, 3, 1)  # Returns policy 1.2
CENT = Decimal("0.01")

moments = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: datetime(2025, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
prices = st.integers(1, 300_000)


def local_day(moment: datetime, region: Region) -> date:
    """Returns policy 2.1: the date in the local time of the region."""
    return moment.astimezone(ZONES[region.value]).date()


def last_day_by_policy(placed: date, delivered: date, *, plant: bool, large: bool, final: bool, trade: bool) -> date:
    """Returns policy 3.1, 3.2 and 7.1; Holiday extension 1.1, 3.2 and 7; Trade accounts 6.1."""
    if trade or plant:
        return delivered + timedelta(days=14)
    last = delivered + timedelta(days=30 if placed >= NEW_TERMS else 45)
    holiday = date(2025, 11, 1) <= placed <= date(2025, 12, 24) and not large and not final
    return max(last, date(2026, 1, 31)) if holiday else last


@given(
    placed=moments,
    transit=st.integers(0, 40 * 24 * 60),
    waited=st.integers(0, 60 * 24 * 60),
    region=st.sampled_from(Region),
    plant=st.booleans(),
    large=st.booleans(),
    final=st.booleans(),
    trade=st.booleans(),
)
def test_whether_a_return_is_in_time_at_any_minute_in_any_zone(
    placed: datetime, transit: int, waited: int, region: Region, *, plant: bool, large: bool, final: bool, trade: bool
) -> None:
    delivered, category = placed + timedelta(minutes=transit), Category.LIVE_PLANT if plant else Category.STANDARD
    now = delivered + timedelta(minutes=waited)
    item = line(1, category=category, large=large, final_sale=final, currency=CURRENCIES[region.value])
    bought = order(item, region=region, trade=trade, placed_at=placed, delivered_at=delivered)
    ours = last_day(bought, window_days(bought, item, PARAMETERS))
    assert ours is not None
    by_policy = last_day_by_policy(
        local_day(placed, region), local_day(delivered, region), plant=plant, large=large, final=final, trade=trade
    )
    assert (region.local_date(now) <= ours) is (local_day(now, region) <= by_policy)


def return_by_policy(items: list[tuple[Decimal, bool]], placed: date, *, trade: bool, faulty: bool) -> Decimal:
    """Returns policy 6.2 and 6.3, its version of 2025 (15.00); Trade accounts 6.2, 6.4 and 8.1. Never below nothing."""
    total, large = sum((paid for paid, _ in items), Decimal(0)), any(heavy for _, heavy in items)
    fee = Decimal("45.00") if trade else Decimal("25.00") if placed >= NEW_TERMS else Decimal("15.00")
    off = fee if large else Decimal(0)
    if trade:
        off += (total / 5).quantize(CENT, ROUND_HALF_UP)
    return max(total - (Decimal(0) if faulty else off), Decimal(0))


@given(
    items=st.lists(st.tuples(prices, st.booleans()), min_size=1, max_size=4),
    placed=st.dates(date(2025, 2, 1), date(2026, 6, 1)),
    region=st.sampled_from((Region.US, Region.UK)),
    trade=st.booleans(),
    faulty=st.booleans(),
)
def test_what_a_return_brings(
    items: list[tuple[int, bool]], placed: date, region: Region, *, trade: bool, faulty: bool
) -> None:
    currency = CURRENCIES[region.value]
    lines = [line(n, paid, large=large, currency=currency) for n, (paid, large) in enumerate(items, start=1)]
    bought = order(*lines, region=region, placed=placed, delivered=placed + timedelta(days=5), trade=trade)
    found = work_out(goods(bought), RefundGround.RETURN, PARAMETERS, on=placed, fault_recorded=faulty).amount
    expected = return_by_policy([(Decimal(p) / 100, large) for p, large in items], placed, trade=trade, faulty=faulty)
    assert (Decimal(found.minor) / 100, found.currency) == (expected, currency)


def delivery_by_policy(fee: Decimal, days: int, *, express: bool, whole: bool) -> Decimal:
    """EU withdrawal: within 14 days of delivery the delivery fee too, of an express one what standard had cost."""
    if days > 14 or not whole:
        return Decimal(0)
    return min(fee, Decimal("7.95")) if express else fee


@given(
    paid=st.lists(prices, min_size=1, max_size=3),
    fee=st.integers(0, 3000),
    days=st.integers(0, 30),
    express=st.booleans(),
    part=st.booleans(),
)
def test_what_a_withdrawal_in_the_european_union_brings(
    paid: list[int], fee: int, days: int, *, express: bool, part: bool
) -> None:
    lines = tuple(line(number, price, currency="EUR") for number, price in enumerate(paid, start=1))
    chosen: tuple[OrderLine, ...] = lines[:1] if part else lines
    service = Service.EXPRESS if express else Service.STANDARD
    delivered = date(2026, 5, 10)
    bought = order(*lines, region=Region.EU, delivered=delivered, delivery_fee=fee, service=service)
    on = delivered + timedelta(days=days)
    found = work_out(goods(bought, chosen), RefundGround.RETURN, PARAMETERS, on=on, fault_recorded=False).amount
    whole = len(chosen) == len(lines)
    expected = sum((Decimal(item.paid.minor) / 100 for item in chosen), Decimal(0))
    expected += delivery_by_policy(Decimal(fee) / 100, days, express=express, whole=whole)
    assert (Decimal(found.minor) / 100, found.currency) == (expected, "EUR")


def around(*limits: int) -> st.SearchStrategy[int]:
    """Minor units near a limit, or anywhere."""
    near = [st.integers(limit - 2, limit + 2) for limit in limits]
    return st.one_of(*near, st.integers(1, 300_000))


@settings(max_examples=60, deadline=None)
@given(amount=around(100_000), earlier=st.integers(0, 60_000), of_customer=around(40_000))
def test_whose_approval_a_refund_needs(amount: int, earlier: int, of_customer: int) -> None:
    """Refunds policy: above 150.00 per order or 400.00 per customer, a supervisor. Handbook: above 1,000.00, more.

    Not above means the limit itself is still within it.
    """
    facts = {
        **RETURN.good,
        "refund_minor": amount,
        "order_total_minor": earlier + amount,
        "customer_total_minor": max(of_customer, amount),
    }
    case = Case("issue_refund", RefundFacts(**facts), "C-1")  # type: ignore[arg-type]
    decided = GATE.decide(VERIFIED, [case], assent=Assent(confirmed=True))[0]
    major = {name: Decimal(str(value)) / 100 for name, value in facts.items() if name.endswith("_minor")}
    needed = major["order_total_minor"] > Decimal(150) or major["customer_total_minor"] > Decimal(400)
    assert decided.status is (Status.NEEDS_APPROVAL if needed else Status.ALLOWED)
    by_supervisor = GATE.decide(VERIFIED, [case], assent=Assent(True, True, Approver.SUPERVISOR))[0]
    too_dear = major["refund_minor"] > Decimal(1000)
    assert by_supervisor.status is (Status.NEEDS_APPROVAL if too_dear else Status.ALLOWED)

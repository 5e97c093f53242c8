"""Rule table of refunds."""

from collections.abc import Iterator
from dataclasses import replace

from tests.tools.gate.judging import RuleCase, Table, asked
from tests.tools.returns.cases import GOOD as RETURNABLE
from tests.tools.returns.cases import going_back
from tools.gate.decision import Approver, Status
from tools.orders.port import OrderStatus
from tools.refunds.facts import RefundFacts
from tools.refunds.port import RefundGround

AMOUNTS: dict[str, object] = {
    "currency": "USD",
    "refund_minor": 6400,
    "order_total_minor": 6400,
    "order_limit_minor": 15000,
    "customer_total_minor": 6400,
    "customer_limit_minor": 40000,
    "supervisor_limit_minor": 100000,
}
RETURN = Table("issue_refund", RefundFacts, {**RETURNABLE, **AMOUNTS, "ground": RefundGround.RETURN})
LOST = Table(
    "issue_refund",
    RefundFacts,
    {
        **RETURNABLE,
        **AMOUNTS,
        "ground": RefundGround.LOST_PARCEL,
        "returning": False,
        "order_status": OrderStatus.SHIPPED,
        "days_since_delivery": None,
        "registered_after_days": None,
        "delivered": False,
        "days_without_scan": 12,
        "lost_after_days": 10,
        "days_since_dispatch": 20,
        "lost_claim_days": 60,
    },
)
DAMAGED = Table(
    "issue_refund",
    RefundFacts,
    {
        **RETURNABLE,
        **AMOUNTS,
        "ground": RefundGround.DAMAGED,
        "returning": False,
        "damage_report_days": 14,
        "goods_minor": 6400,
        "photo_limit_minor": 10000,
    },
)


def _lost() -> Iterator[RuleCase]:
    yield LOST.allowed("a lost parcel is refunded")
    yield LOST.denied("day 10 is still a waiting day", "refund-parcel-not-lost", days_without_scan=10)
    yield LOST.allowed("day 11 is not", days_without_scan=11)
    yield LOST.denied("not without a rule in force", "refund-parcel-not-lost", lost_after_days=None)
    yield LOST.denied("not without a parcel", "refund-parcel-not-lost", days_without_scan=None)
    yield LOST.denied("not when it was delivered", "refund-parcel-delivered", delivered=True)
    yield LOST.denied("not when that is unknown", "refund-parcel-delivered", delivered=None)
    yield LOST.allowed("it can be claimed on day 60", days_since_dispatch=60)
    yield LOST.denied("not on day 61", "refund-parcel-too-late", days_since_dispatch=61)
    yield LOST.denied("not without a day of dispatch", "refund-parcel-too-late", days_since_dispatch=None)
    yield LOST.denied("not without a term in force", "refund-parcel-too-late", lost_claim_days=None)


def _damaged() -> Iterator[RuleCase]:
    photos = "refund-damage-photos"
    yield DAMAGED.allowed("damage is refunded")
    yield DAMAGED.allowed("when reported on day 14", days_since_delivery=14)
    yield DAMAGED.denied("not on day 15", "refund-damage-too-late", days_since_delivery=15)
    yield DAMAGED.denied("not without a term in force", "refund-damage-too-late", damage_report_days=None)
    yield DAMAGED.denied("not before delivery", "refund-damage-undelivered", days_since_delivery=None)
    yield DAMAGED.allowed("up to 100.00 the description is enough", goods_minor=10000)
    yield DAMAGED.needs_approval("above it photographs are looked at", photos, goods_minor=10001)
    yield DAMAGED.needs_approval("also when the value is unknown", photos, goods_minor=None)
    yield DAMAGED.needs_approval("or the limit", photos, photo_limit_minor=None)
    yield DAMAGED.allowed("Final sale too", final_sale=True)


def _limits() -> Iterator[RuleCase]:
    order, customer = "refund-order-limit", "refund-customer-limit"
    yield RETURN.allowed("150.00 in total needs no approval", order_total_minor=15000)
    yield RETURN.needs_approval("150.01 does", order, order_total_minor=15001)
    yield RETURN.needs_approval("an unknown total does", order, order_total_minor=None)
    yield RETURN.needs_approval("no limit in force does", order, order_limit_minor=None)
    yield RETURN.allowed("400.00 per customer needs no approval", customer_total_minor=40000)
    yield RETURN.needs_approval("400.01 does", customer, customer_total_minor=40001)
    yield RETURN.needs_approval("an unknown total of the customer does", customer, customer_total_minor=None)
    yield RETURN.needs_approval("no limit per customer does", customer, customer_limit_minor=None)
    above = RETURN.row("", Status.ALLOWED, order_total_minor=90000, customer_total_minor=90000)
    yield replace(above, name="approved, it may exceed both", approved=True)
    yield RETURN.denied(
        "approval is not sought for what is denied", "return-window", order_total_minor=90000, registered_after_days=31
    )


def _approvers() -> Iterator[RuleCase]:
    def approved(name: str, by: Approver, status: Status, *rules: str, **changes: object) -> RuleCase:
        return replace(RETURN.row(name, status, *rules, **changes), approved=True, approver=by)

    yield approved("a supervisor may approve 1,000.00", Approver.SUPERVISOR, Status.ALLOWED, refund_minor=100000)
    for by in (Approver.SUPERVISOR, Approver.NOBODY):
        name = f"{by} may not approve 1,000.01"
        yield approved(name, by, Status.NEEDS_APPROVAL, "refund-finance", refund_minor=100001)
    for by in (Approver.FINANCE, Approver.ADMIN):
        yield approved(f"{by} may", by, Status.ALLOWED, refund_minor=100001)
    yield approved(
        "nor without a limit in force",
        Approver.SUPERVISOR,
        Status.NEEDS_APPROVAL,
        "refund-finance",
        supervisor_limit_minor=None,
    )


CASES: tuple[RuleCase, ...] = (
    *(case for case in going_back(RETURN) if case.rules != ("order-unknown",)),
    RETURN.denied("not an unknown order", "order-unknown", known=False),
    *_lost(),
    *_damaged(),
    *_limits(),
    *_approvers(),
    RETURN.denied("nothing left is nothing to refund", "refund-nothing-left", refund_minor=0),
    RETURN.denied("nor is an unknown amount", "refund-nothing-left", refund_minor=None),
    DAMAGED.denied("a cancelled order is not refunded", "refund-cancelled-order", order_status=OrderStatus.CANCELLED),
    *asked("issue_refund", "refund_request", RefundFacts(**RETURN.good)),  # type: ignore[arg-type]
)

"""Rule table of returns. The same rules hold for a refund on the ground of a return."""

from collections.abc import Iterator

from tests.tools.gate.judging import RuleCase, Table, asked
from tools.orders.port import OrderStatus
from tools.region import Region
from tools.returns.facts import ReturnFacts

GOOD: dict[str, object] = {
    "known": True,
    "order_id": "FH-1",
    "order_status": OrderStatus.DELIVERED,
    "returning": True,
    "lines_known": True,
    "region": Region.US,
    "trade": False,
    "days_since_delivery": 10,
    "registered_after_days": 10,
    "return_window_days": 30,
    "last_return_day": "5 July 2026",
    "final_sale": False,
    "live_plant": False,
    "hygiene": False,
    "personalised": False,
    "fault_claimed": False,
    "fault_recorded": False,
    "nothing_left": False,
    "registered": False,
}
WITHDRAWAL: dict[str, object] = {"region": Region.EU, "withdrawal_days": 14, "final_sale": True}
START = Table("start_return", ReturnFacts, GOOD)
CHECK = Table("check_return_eligibility", ReturnFacts, {**GOOD, "returning": False})


def going_back(table: Table) -> Iterator[RuleCase]:
    """What decides whether goods may go back."""
    allowed, denied, approval = table.allowed, table.denied, table.needs_approval
    yield allowed("goods inside the window may go back")
    yield allowed("on the last day too", registered_after_days=30)
    yield denied("not a day later", "return-window", registered_after_days=31)
    yield allowed("registering in time is enough", registered_after_days=30, days_since_delivery=40)
    yield denied("not without a window", "return-window", return_window_days=None)
    yield denied("not before delivery", "return-undelivered", registered_after_days=None, days_since_delivery=None)
    yield denied("not when all is refunded", "return-refunded", nothing_left=True)
    yield denied("not when that is unknown", "return-refunded", nothing_left=None)
    yield denied("not an item the order lacks", "line-unknown", lines_known=False)
    yield denied("not an unknown order", "order-unknown", known=False)
    yield from _plants(table)
    yield from _trade(table)
    yield from _final_sale(table)
    for kind, rule in (("hygiene", "return-hygiene"), ("personalised", "return-personalised")):
        yield denied(f"{kind} goods may not", rule, **{kind: True})
        yield denied(f"goods that may be {kind} may not", rule, **{kind: None})
        faulty: dict[str, object] = {kind: True, "fault_claimed": True}
        yield approval(f"{kind} goods said to be faulty need a look", "return-fault-unseen", **faulty)
        yield allowed(f"{kind} goods the carrier damaged may", **faulty, fault_recorded=True)
        yield approval(
            f"{kind} goods that may be damaged need a look", "return-fault-unseen", **{**faulty, "fault_recorded": None}
        )
    yield allowed("ordinary goods said to be faulty need no look", fault_claimed=True)


def _plants(table: Table) -> Iterator[RuleCase]:
    plant: dict[str, object] = {"live_plant": True, "return_window_days": 14}
    yield table.allowed("a plant may on day 14", **plant, registered_after_days=14)
    yield table.denied("a plant may not on day 15", "return-window-plants", **plant, registered_after_days=15)
    without: dict[str, object] = {**plant, "return_window_days": None}
    yield table.denied("a plant may not without a window", "return-window-plants", **without)


def _trade(table: Table) -> Iterator[RuleCase]:
    trade: dict[str, object] = {"trade": True, "return_window_days": 14}
    yield table.allowed("trade goods may on day 14", **trade, registered_after_days=14)
    yield table.denied("trade goods may not on day 15", "return-window-trade", **trade, registered_after_days=15)
    without: dict[str, object] = {**trade, "return_window_days": None}
    yield table.denied("trade goods may not without a window", "return-window-trade", **without)
    yield table.denied("a trade plant never may", "return-trade-plants", **trade, live_plant=True)


def _final_sale(table: Table) -> Iterator[RuleCase]:
    rule = "return-final-sale"
    yield table.denied("Final sale may not", rule, final_sale=True)
    yield table.denied("what may be Final sale may not", rule, final_sale=None)
    yield table.allowed("Final sale may on day 14 in the EU", **WITHDRAWAL, registered_after_days=14)
    yield table.denied("Final sale may not on day 15 in the EU", rule, **WITHDRAWAL, registered_after_days=15)
    yield table.denied("a Final sale plant has no withdrawal", rule, **WITHDRAWAL, live_plant=True)
    yield table.denied("nor have Final sale hygiene goods", rule, "return-hygiene", **WITHDRAWAL, hygiene=True)
    yield table.denied(
        "nor has a personalised Final sale item", rule, "return-personalised", **WITHDRAWAL, personalised=True
    )
    faulty: dict[str, object] = {"final_sale": True, "fault_claimed": True}
    yield table.needs_approval("Final sale said to be faulty needs a look", "return-fault-unseen", **faulty)
    yield table.allowed("Final sale the carrier damaged may", **faulty, fault_recorded=True)


CASES: tuple[RuleCase, ...] = (
    *going_back(START),
    START.denied("a return is registered once", "return-registered", registered=True),
    *asked("start_return", "start_return", ReturnFacts(**GOOD)),  # type: ignore[arg-type]
    CHECK.allowed("whether it can go back may always be asked", registered_after_days=90, final_sale=True),
    CHECK.denied("not about an unknown order", "order-unknown", known=False),
    CHECK.denied("not about an item the order lacks", "line-unknown", lines_known=False),
    *asked("check_return_eligibility", "can_i_return", ReturnFacts(known=True)),
)

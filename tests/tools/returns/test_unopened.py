"""Hygiene goods: opened they stay, unopened they may go back, and only a person can see which they are."""

import pytest
from sqlalchemy import update

from tests.tools.desk.counter import Counter, customer, rules, summary
from tools.desk import ExecutionStatus
from tools.orders.models import OrderLineRow
from tools.orders.port import Category, OrderId
from tools.seed import edges

JONAS, MAYA = customer(edges.JONAS), customer(edges.MAYA)
CHECKED = "Our records do not say whether it was opened, so a colleague has to check: just ask for a person."


def made_hygienic(counter: Counter, order_id: OrderId) -> None:
    with counter.records() as db:
        db.execute(update(OrderLineRow).where(OrderLineRow.order_id == order_id).values(category=Category.HYGIENE))


def test_whoever_asks_is_told_the_rule_the_exception_its_last_day_and_who_checks(counter: Counter) -> None:
    told = summary(counter.do(JONAS, "check_return_eligibility", order_id=edges.HYGIENE))
    assert told == (
        "Order FH-10042 can be returned only unopened. Opened hygiene items, such as pillows, mattress toppers and "
        "bath textiles, cannot be returned. Unopened, with its seal intact, it can be returned until 9 July 2026. "
        + CHECKED
    )


@pytest.mark.parametrize(
    ("tool", "more"), [("start_return", {"reason": "changed_mind"}), ("issue_refund", {"ground": "return"})]
)
def test_no_return_and_no_refund_rests_on_what_the_customer_says_of_the_seal(
    counter: Counter, tool: str, more: dict[str, str]
) -> None:
    refused = counter.do(JONAS, tool, order_id=edges.HYGIENE, **more)
    assert (refused.status, rules(refused)) == (ExecutionStatus.REFUSED, ["return-hygiene"])
    (reason,) = refused.decision.reasons
    assert "until 9 July 2026" in reason.text
    assert CHECKED in reason.text


def test_once_the_window_has_passed_it_does_not_matter_whether_it_was_opened(counter: Counter) -> None:
    made_hygienic(counter, edges.RETURN_DAY_AFTER)
    told = summary(counter.do(MAYA, "check_return_eligibility", order_id=edges.RETURN_DAY_AFTER))
    assert told.startswith("Order FH-10004 cannot be returned.")
    assert "it ended on 14 June 2026" in told


def test_before_delivery_no_day_is_named(counter: Counter) -> None:
    made_hygienic(counter, edges.IN_TRANSIT)
    told = summary(counter.do(MAYA, "check_return_eligibility", order_id=edges.IN_TRANSIT))
    assert told.startswith("Order FH-10001 cannot be returned.")
    assert "it can be returned within the return window, which begins on delivery." in told


def test_goods_that_are_not_hygienic_are_told_nothing_of_seals(counter: Counter) -> None:
    assert "nopened" not in summary(counter.do(MAYA, "check_return_eligibility", order_id=edges.RETURN_ELIGIBLE))

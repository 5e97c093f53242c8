"""Asking whether goods can go back, and sending them."""

import pytest
from sqlalchemy import update

from tests.tools.desk.counter import Counter, customer, rules, summary
from tools.desk import ExecutionStatus
from tools.orders.port import OrderId
from tools.returns.models import ReturnLineRow, ReturnRow
from tools.returns.port import ReturnStatus
from tools.seed import edges
from tools.session import Session

MAYA = customer(edges.MAYA)
TOM = customer(edges.TOM)
ELENA = customer(edges.ELENA)
PRIYA = customer(edges.PRIYA)
JONAS = customer(edges.JONAS)


@pytest.mark.parametrize(
    ("session", "order_id", "said"),
    [
        (MAYA, edges.RETURN_ELIGIBLE, "can be returned until 5 July 2026, 30 days from delivery."),
        (MAYA, edges.RETURN_LAST_DAY, "can be returned until 15 June 2026, 30 days from delivery."),
        (MAYA, edges.RETURN_DAY_AFTER, "31 days ago, and the return window is 30 days: it ended on 14 June 2026."),
        (TOM, edges.FINAL_SALE, "cannot be returned. Items marked Final sale cannot be returned."),
        (ELENA, edges.FINAL_SALE_EU, "can be returned until 19 June 2026, 14 days from delivery."),
        (ELENA, edges.FINAL_SALE_EU_LAST_DAY, "can be returned until 15 June 2026, 14 days from delivery."),
        (ELENA, edges.FINAL_SALE_EU_DAY_AFTER, "Items marked Final sale cannot be returned."),
        (PRIYA, edges.OLD_POLICY_LARGE, "can be returned until 19 June 2026, 45 days from delivery."),
        (PRIYA, edges.FULLY_REFUNDED, "has been refunded already"),
        (JONAS, edges.PLANT_LAST_DAY, "can be returned until 15 June 2026, 14 days from delivery."),
        (JONAS, edges.PLANT_DAY_AFTER, "live plants must be returned within 14 days: that ended on 14 June 2026."),
        (JONAS, edges.HYGIENE, "can be returned only unopened. Opened hygiene items"),
        (customer(edges.HARRIET), edges.HOLIDAY, "it ended on 31 January 2026."),
        (customer(edges.NOLAN), edges.TRADE_IN_WINDOW, "can be returned until 19 June 2026, 14 days from delivery."),
        (customer(edges.NOLAN), edges.TRADE_OUT_OF_WINDOW, "trade customers may return goods within 14 days"),
        (MAYA, edges.IN_TRANSIT, "has not been delivered"),
    ],
)
def test_whether_it_can_go_back(counter: Counter, session: Session, order_id: OrderId, said: str) -> None:
    execution = counter.do(session, "check_return_eligibility", order_id=order_id)
    assert execution.status is ExecutionStatus.DONE
    assert said in summary(execution)


def test_each_item_is_judged_alone(counter: Counter) -> None:
    execution = counter.do(customer(edges.AISHA), "check_return_eligibility", order_id=edges.AISHA_ORDER)
    assert summary(execution) == (
        "Peat-free compost refill, 40 l can be returned until 3 July 2026, 30 days from delivery. "
        "English lavender, 6 plugs can be returned until 17 June 2026, 14 days from delivery."
    )
    assert execution.result is not None
    assert [row["eligible"] for row in execution.result.data["lines"]] == [True, True]


def test_a_return_is_registered_after_a_yes(counter: Counter) -> None:
    asked = counter.do(MAYA, "start_return", order_id=edges.RETURN_LAST_DAY, reason="changed_mind")
    assert asked.confirmation is not None
    assert asked.confirmation.prompt == (
        "Register a return of 1 × Glazed planter, moss green, 40 cm from order FH-10003 (reason: changed mind)? "
        "You get a label and post the goods by 29 June 2026."
    )
    done = counter.confirm(MAYA, asked)
    assert done.result is not None
    assert summary(done) == (
        f"Return {done.result.data['return_id']} for order FH-10003 (1 × Glazed planter, moss green, 40 cm) is "
        f"registered. Post the goods with label {done.result.data['label']} by 29 June 2026."
    )


def test_registering_twice_gives_the_first_return(counter: Counter) -> None:
    first = counter.confirmed(MAYA, "start_return", order_id=edges.RETURN_LAST_DAY, reason="changed_mind")
    again = counter.do(MAYA, "start_return", order_id=edges.RETURN_LAST_DAY, reason="faulty")
    assert again.status is ExecutionStatus.REPLAYED
    assert again.result == first.result


def test_after_a_return_was_closed_there_can_be_another(counter: Counter) -> None:
    arguments = {"order_id": edges.RETURN_LAST_DAY, "reason": "changed_mind"}
    first = counter.confirmed(MAYA, "start_return", **arguments)
    assert first.result is not None
    with counter.records() as db:
        db.execute(update(ReturnLineRow).values(open=False))
        db.execute(update(ReturnRow).values(status=ReturnStatus.CANCELLED))
    second = counter.confirmed(MAYA, "start_return", **arguments)
    assert second.result is not None
    assert second.result.record != first.result.record


def test_a_return_registered_in_time_is_refunded_later(counter: Counter) -> None:
    counter.confirmed(MAYA, "start_return", order_id=edges.RETURN_LAST_DAY, reason="changed_mind")
    counter.wait(days=2)
    refunded = counter.confirmed(MAYA, "issue_refund", order_id=edges.RETURN_LAST_DAY, ground="return")
    assert refunded.status is ExecutionStatus.DONE


def test_without_one_it_is_too_late(counter: Counter) -> None:
    counter.wait(days=2)
    refused = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_LAST_DAY, ground="return")
    assert rules(refused) == ["return-window"]


def test_saying_that_it_is_faulty_lets_a_colleague_look(counter: Counter) -> None:
    waiting = counter.confirmed(TOM, "start_return", order_id=edges.FINAL_SALE, reason="faulty")
    assert waiting.status is ExecutionStatus.PENDING_APPROVAL
    assert rules(waiting) == ["return-fault-unseen"]


def test_an_item_the_order_lacks_is_said(counter: Counter) -> None:
    refused = counter.do(
        MAYA, "start_return", order_id=edges.RETURN_LAST_DAY, line_ids=["FH-10002-1"], reason="changed_mind"
    )
    assert "line-unknown" in rules(refused)


def test_why_is_asked_for(counter: Counter) -> None:
    execution = counter.do(MAYA, "start_return", order_id=edges.RETURN_LAST_DAY)
    assert execution.decision.missing == ("reason",)


def test_a_refusal_quotes_the_version_that_governs_the_order(counter: Counter) -> None:
    refused = counter.do(MAYA, "start_return", order_id=edges.RETURN_DAY_AFTER, reason="changed_mind")
    (reason,) = refused.decision.reasons
    assert reason.clause is not None
    assert reason.clause.quote == "You may return most items within 30 days of delivery."


def test_a_window_that_no_sentence_says_as_a_number_of_days_is_not_quoted(counter: Counter) -> None:
    refused = counter.do(customer(edges.HARRIET), "start_return", order_id=edges.HOLIDAY, reason="changed_mind")
    (reason,) = refused.decision.reasons
    assert (reason.rule_id, reason.clause) == ("return-window", None)

"""An approval is for exactly one action under exactly these rules, once, in time, and if it is still possible."""

import json

import pytest
from sqlalchemy import update

from tests.tools.desk.counter import Counter, customer, rules
from tools.desk import Approval, ApprovalStatus, ExecutionStatus
from tools.desk.approvals import ApprovalClosedError, ApprovalNotFoundError
from tools.desk.models import ApprovalRow
from tools.gate.decision import Approver, Status
from tools.orders.models import OrderRow
from tools.orders.port import OrderStatus
from tools.refunds.models import RefundRow
from tools.seed import edges

MAYA = customer(edges.MAYA)


def filed(counter: Counter) -> Approval:
    """A refund above the limit, confirmed by the customer."""
    waiting = counter.confirmed(MAYA, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    assert waiting.status is ExecutionStatus.PENDING_APPROVAL
    assert waiting.approval_id is not None
    return counter.desk.approvals.get(waiting.approval_id, now=counter.now)


def paid(counter: Counter) -> int:
    """How many refunds the order has had."""
    with counter.database.read() as db:
        return db.query(RefundRow).filter_by(order_id=edges.RETURN_OVER_LIMIT).count()


def test_what_the_customer_asks_for_goes_to_a_colleague_at_once(counter: Counter) -> None:
    waiting = counter.desk.execute(
        MAYA,
        "issue_refund",
        {"order_id": edges.RETURN_OVER_LIMIT, "ground": "return"},
        now=counter.now,
        turn_id="turn",
        requested=True,
    )
    assert waiting.status is ExecutionStatus.PENDING_APPROVAL
    assert waiting.prompt is not None
    assert waiting.prompt.startswith("Refund 329.00 USD to your card")
    assert [approval.id for approval in counter.desk.approvals.list(now=counter.now)] == [waiting.approval_id]
    assert paid(counter) == 0


def test_what_was_only_proposed_is_put_to_the_customer_first(counter: Counter) -> None:
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    assert asked.status is ExecutionStatus.NEEDS_CONFIRMATION
    assert asked.decision.status is Status.NEEDS_APPROVAL
    assert asked.confirmation is not None
    assert asked.confirmation.prompt.endswith("A colleague has to approve it before it is carried out.")
    assert counter.desk.approvals.list(now=counter.now) == ()


def test_what_waits_says_what_and_why(counter: Counter) -> None:
    approval = filed(counter)
    assert approval.status is ApprovalStatus.PENDING
    assert approval.arguments == {"order_id": edges.RETURN_OVER_LIMIT, "line_ids": [], "ground": "return"}
    assert approval.prompt.startswith("Refund 329.00 USD to your card")
    assert [reason.rule_id for reason in approval.reasons] == ["refund-order-limit"]
    assert approval.reasons[0].clause is not None
    assert counter.desk.approvals.list(ApprovalStatus.PENDING, now=counter.now) == (approval,)
    assert paid(counter) == 0


def test_approved_it_is_done_and_says_by_whom(counter: Counter) -> None:
    approval = filed(counter)
    done = counter.desk.approve(approval.id, "sam", now=counter.now)
    assert done.status is ExecutionStatus.DONE
    assert paid(counter) == 1
    after = counter.desk.approvals.get(approval.id, now=counter.now)
    assert (after.status, after.decided_by) == (ApprovalStatus.EXECUTED, "sam")
    assert done.result is not None
    assert after.record == done.result.record
    last = counter.audit()[-1]
    assert (last.actor, last.status, last.approval_id) == ("sam", "done", approval.id)


def test_it_can_be_used_once(counter: Counter) -> None:
    approval = filed(counter)
    counter.desk.approve(approval.id, "sam", now=counter.now)
    again = counter.desk.approve(approval.id, "kim", now=counter.now)
    assert again.status is ExecutionStatus.REFUSED
    assert rules(again) == ["approval-closed"]
    assert paid(counter) == 1
    assert counter.desk.approvals.get(approval.id, now=counter.now).decided_by == "sam"


def test_it_expires(counter: Counter) -> None:
    approval = filed(counter)
    counter.wait(hours=24)
    late = counter.desk.approve(approval.id, "sam", now=counter.now)
    assert rules(late) == ["approval-expired"]
    assert counter.desk.approvals.get(approval.id, now=counter.now).status is ApprovalStatus.EXPIRED
    assert paid(counter) == 0


def test_rejected_it_stays_rejected(counter: Counter) -> None:
    approval = filed(counter)
    counter.desk.reject(approval.id, "sam", "looks wrong", now=counter.now)
    after = counter.desk.approvals.get(approval.id, now=counter.now)
    assert (after.status, after.note, after.decided_by) == (ApprovalStatus.REJECTED, "looks wrong", "sam")
    assert rules(counter.desk.approve(approval.id, "kim", now=counter.now)) == ["approval-closed"]
    assert paid(counter) == 0
    assert [row.rule_ids for row in counter.audit()][-2:] == [["approval-rejected"], ["approval-closed"]]


def test_rejecting_what_was_decided_changes_nothing_and_says_so(counter: Counter) -> None:
    approval = filed(counter)
    counter.desk.approve(approval.id, "sam", now=counter.now)
    with pytest.raises(ApprovalClosedError, match="decided already"):
        counter.desk.reject(approval.id, "kim", "too late", now=counter.now)
    after = counter.desk.approvals.get(approval.id, now=counter.now)
    assert (after.status, after.decided_by, after.note) == (ApprovalStatus.EXECUTED, "sam", None)
    last = counter.audit()[-1]
    assert (last.actor, last.rule_ids, last.approval_id) == ("kim", ["approval-closed"], approval.id)


def test_what_has_expired_waits_no_more_though_nobody_touched_it(counter: Counter) -> None:
    approval = filed(counter)
    counter.wait(hours=23, minutes=59)
    assert counter.desk.approvals.list(ApprovalStatus.PENDING, now=counter.now) == (approval,)
    assert counter.desk.approvals.list(ApprovalStatus.EXPIRED, now=counter.now) == ()
    counter.wait(minutes=1)
    assert counter.desk.approvals.list(ApprovalStatus.PENDING, now=counter.now) == ()
    (expired,) = counter.desk.approvals.list(ApprovalStatus.EXPIRED, now=counter.now)
    assert (expired.id, expired.status, expired.decided_by) == (approval.id, ApprovalStatus.EXPIRED, None)
    assert counter.desk.approvals.list(now=counter.now) == (expired,)
    with pytest.raises(ApprovalClosedError, match="expired"):
        counter.desk.reject(approval.id, "sam", "no", now=counter.now)


def test_the_world_may_have_changed_for_the_rules(counter: Counter) -> None:
    approval = filed(counter)
    with counter.records() as db:
        db.get_one(OrderRow, edges.RETURN_OVER_LIMIT).status = OrderStatus.CANCELLED
    refused = counter.desk.approve(approval.id, "sam", now=counter.now)
    assert refused.status is ExecutionStatus.REFUSED
    assert rules(refused) == ["refund-cancelled-order"]
    after = counter.desk.approvals.get(approval.id, now=counter.now)
    assert after.status is ApprovalStatus.VOID
    assert after.note is not None
    assert "was cancelled" in after.note


def test_the_world_may_have_changed_the_amount(counter: Counter) -> None:
    approval = filed(counter)
    with counter.records() as db:
        order = db.get_one(OrderRow, edges.RETURN_OVER_LIMIT)
        order.lines[0].refunded_minor = order.refunded_minor = 100
    refused = counter.desk.approve(approval.id, "sam", now=counter.now)
    assert rules(refused) == ["approval-changed"]
    assert paid(counter) == 0


@pytest.mark.parametrize(
    "swap",
    [
        {"order_id": edges.RETURN_ELIGIBLE},
        {"line_ids": [f"{edges.RETURN_OVER_LIMIT}-1"]},  # the same refund in other words is not what was approved
    ],
)
def test_swapped_arguments_are_found(counter: Counter, swap: dict[str, object]) -> None:
    approval = filed(counter)
    swapped = dict(approval.arguments) | swap
    with counter.records() as db:
        db.execute(update(ApprovalRow).values(arguments=json.loads(json.dumps(swapped))))
    refused = counter.desk.approve(approval.id, "sam", now=counter.now)
    assert rules(refused) == ["approval-changed"]


def test_other_rules_need_another_approval(counter: Counter) -> None:
    approval = filed(counter)
    with counter.records() as db:
        db.execute(update(ApprovalRow).values(rules_version="another"))
    assert rules(counter.desk.approve(approval.id, "sam", now=counter.now)) == ["approval-rules-changed"]


def test_asking_again_while_it_waits_gives_the_same_approval(counter: Counter) -> None:
    approval = filed(counter)
    elsewhere = customer(edges.MAYA, "another conversation")
    again = counter.do(elsewhere, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    assert (again.status, again.approval_id) == (ExecutionStatus.PENDING_APPROVAL, approval.id)
    assert len(counter.desk.approvals.list(now=counter.now)) == 1


def test_the_same_yes_again_points_to_the_same_approval(counter: Counter) -> None:
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    first, second = counter.confirm(MAYA, asked), counter.confirm(MAYA, asked)
    assert first.approval_id == second.approval_id
    assert second.status is ExecutionStatus.PENDING_APPROVAL


def test_the_same_yes_after_the_approval_gives_what_it_led_to(counter: Counter) -> None:
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    waiting = counter.confirm(MAYA, asked)
    assert waiting.approval_id is not None
    done = counter.desk.approve(waiting.approval_id, "sam", now=counter.now)
    again = counter.confirm(MAYA, asked)
    assert again.status is ExecutionStatus.REPLAYED
    assert again.result == done.result


def test_the_same_yes_after_a_rejection_says_that_it_was_decided(counter: Counter) -> None:
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    waiting = counter.confirm(MAYA, asked)
    assert waiting.approval_id is not None
    counter.desk.reject(waiting.approval_id, "sam", "no", now=counter.now)
    assert rules(counter.confirm(MAYA, asked)) == ["approval-closed"]


def test_the_same_yes_after_it_expired_says_that_it_expired(counter: Counter) -> None:
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    counter.confirm(MAYA, asked)
    counter.wait(hours=24)
    assert rules(counter.confirm(MAYA, asked)) == ["approval-expired"]


def test_no_approval_is_sought_for_what_is_denied(counter: Counter) -> None:
    refused = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_DAY_AFTER, ground="return")
    assert refused.status is ExecutionStatus.REFUSED
    assert counter.desk.approvals.list(now=counter.now) == ()


def test_an_approval_nobody_asked_for_is_not_found(counter: Counter) -> None:
    with pytest.raises(ApprovalNotFoundError):
        counter.desk.approvals.get("AP-forged", now=counter.now)
    with pytest.raises(ApprovalNotFoundError):
        counter.desk.approve("AP-forged", "sam", now=counter.now)
    with pytest.raises(ApprovalNotFoundError):
        counter.desk.reject("AP-forged", "sam", "no", now=counter.now)


def dear(counter: Counter) -> Approval:
    """A refund beyond what a supervisor may approve."""
    with counter.records() as db:
        order = db.get_one(OrderRow, edges.RETURN_OVER_LIMIT)
        order.paid_minor = order.lines[0].paid_minor = order.lines[0].unit_price_minor = 120_000
    return filed(counter)


def test_a_refund_beyond_a_supervisor_is_not_approved_by_one_and_waits_for_finance(counter: Counter) -> None:
    approval = dear(counter)
    refused = counter.desk.approve(approval.id, "sam", now=counter.now, approver=Approver.SUPERVISOR)
    assert (refused.status, rules(refused)) == (ExecutionStatus.REFUSED, ["refund-finance"])
    assert refused.decision.reasons[0].text == "A refund of this size has to be approved by Finance."
    assert counter.audit()[-1].actor == "sam"
    assert counter.desk.approvals.get(approval.id, now=counter.now).status is ApprovalStatus.PENDING
    assert paid(counter) == 0
    done = counter.desk.approve(approval.id, "fay", now=counter.now, approver=Approver.FINANCE)
    assert done.status is ExecutionStatus.DONE
    assert paid(counter) == 1

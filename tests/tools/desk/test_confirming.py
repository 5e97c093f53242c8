"""A yes is a yes to exactly one action, once, in time, by the one who was asked."""

import pytest
from sqlalchemy import update

from tests.tools.desk.counter import Counter, customer, rules, summary
from tools.desk import Execution, ExecutionStatus
from tools.desk.confirmations import ConfirmationStatus
from tools.desk.models import ConfirmationRow
from tools.orders.models import OrderRow
from tools.orders.port import OrderStatus
from tools.refunds.models import RefundRow
from tools.seed import edges
from tools.session import Session

MAYA = customer(edges.MAYA)
TOM = customer(edges.TOM)
CANCELLABLES = (edges.CANCELLABLE, edges.PERSONALISED_FRESH)


def decline(counter: Counter, session: Session, asked: Execution) -> None:
    """Say no to what was asked."""
    assert asked.confirmation is not None
    counter.desk.decline(session, asked.confirmation.id, now=counter.now, turn_id="turn of the no")


def test_a_write_asks_first_and_names_action_amount_and_consequence(counter: Counter) -> None:
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_ELIGIBLE, ground="return")
    assert asked.status is ExecutionStatus.NEEDS_CONFIRMATION
    assert asked.confirmation is not None
    assert asked.confirmation.prompt == (
        "Refund 64.00 USD to your card for 1 × Terracotta planter set, 3 sizes from order FH-10002, on the ground of a "
        "return? The return is registered with it: you post the goods by 29 June 2026."
    )
    with counter.records() as db:
        assert db.query(RefundRow).filter_by(order_id=edges.RETURN_ELIGIBLE).count() == 0


def test_after_the_yes_it_is_done(counter: Counter) -> None:
    done = counter.confirmed(MAYA, "issue_refund", order_id=edges.RETURN_ELIGIBLE, ground="return")
    assert done.status is ExecutionStatus.DONE
    assert "of 64.00 USD for order FH-10002 was issued to your card; it reaches you within 5 business days" in summary(
        done
    )


def test_the_same_yes_again_gives_the_first_result(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    first, second = counter.confirm(TOM, asked), counter.confirm(TOM, asked)
    assert (first.status, second.status) == (ExecutionStatus.DONE, ExecutionStatus.REPLAYED)
    assert first.result == second.result


def test_a_late_yes_is_no_yes(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    counter.wait(minutes=15)
    late = counter.confirm(TOM, asked)
    assert late.status is ExecutionStatus.REFUSED
    assert rules(late) == ["confirmation-expired"]
    assert counter.desk.open_confirmation(TOM.conversation_id, counter.now) is None


def test_just_in_time_is_in_time(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    counter.wait(minutes=14, seconds=59)
    assert counter.confirm(TOM, asked).status is ExecutionStatus.DONE


@pytest.mark.parametrize(
    "session",
    [
        customer(edges.TOM, "another conversation"),
        customer(edges.MAYA),
        Session("conversation"),
    ],
)
def test_nobody_else_can_say_yes(counter: Counter, session: Session) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    refused = counter.confirm(session, asked)
    assert refused.status is ExecutionStatus.REFUSED
    assert rules(refused) == ["confirmation-unknown"]


def test_losing_verification_loses_the_yes_and_what_it_led_to(counter: Counter) -> None:
    lost = Session(TOM.conversation_id, edges.TOM, verified=False)
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert rules(counter.confirm(lost, asked)) == ["identity-unproven"]
    assert counter.confirm(TOM, asked).status is ExecutionStatus.DONE
    again = counter.confirm(lost, asked)
    assert rules(again) == ["identity-unproven"]
    assert again.result is None


def test_a_forged_confirmation_is_unknown(counter: Counter) -> None:
    forged = counter.desk.confirm(TOM, "CF-forged", now=counter.now, turn_id="turn")
    assert rules(forged) == ["confirmation-unknown"]


def test_swapped_arguments_are_found(counter: Counter) -> None:
    """The question is the same, the action behind it is another: nothing happens."""
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_ELIGIBLE, ground="return")
    swapped = {"order_id": edges.RETURN_ELIGIBLE, "ground": "return", "line_ids": [f"{edges.RETURN_ELIGIBLE}-1"]}
    with counter.records() as db:
        db.execute(update(ConfirmationRow).values(arguments=swapped))
    assert rules(counter.confirm(MAYA, asked)) == ["confirmation-closed"]


def test_when_the_world_changed_the_rules_decide_again(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    with counter.records() as db:
        db.get_one(OrderRow, edges.CANCELLABLE).status = OrderStatus.PACKED
    refused = counter.confirm(TOM, asked)
    assert refused.status is ExecutionStatus.REFUSED
    assert "cancel-packed" in rules(refused)


def test_when_the_consequence_changed_it_is_asked_anew(counter: Counter) -> None:
    """The amount that was confirmed is the amount that is paid, or there is another question."""
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_ELIGIBLE, ground="return")
    with counter.records() as db:
        db.get_one(OrderRow, edges.RETURN_ELIGIBLE).lines[0].refunded_minor = 1000
        db.get_one(OrderRow, edges.RETURN_ELIGIBLE).refunded_minor = 1000
    again = counter.confirm(MAYA, asked)
    assert again.status is ExecutionStatus.NEEDS_CONFIRMATION
    assert rules(again) == ["confirmation-changed", "unconfirmed"]
    assert again.confirmation is not None
    assert again.confirmation.prompt.startswith("Refund 54.00 USD")
    assert rules(counter.confirm(MAYA, asked)) == ["confirmation-closed"]
    assert counter.confirm(MAYA, again).status is ExecutionStatus.DONE


def test_a_new_question_withdraws_the_old_one(counter: Counter) -> None:
    first = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    second = counter.do(TOM, "cancel_order", order_id=edges.PERSONALISED_FRESH)
    assert counter.desk.open_confirmation(TOM.conversation_id, counter.now) == second.confirmation
    assert rules(counter.confirm(TOM, first)) == ["confirmation-closed"]
    assert counter.confirm(TOM, second).status is ExecutionStatus.DONE


@pytest.mark.parametrize("orders", [CANCELLABLES, CANCELLABLES[::-1]])
def test_of_two_questions_of_one_turn_only_the_last_is_open(counter: Counter, orders: tuple[str, ...]) -> None:
    """They are asked at the same moment, under ids that say nothing of their order."""
    first, second = (
        counter.desk.execute(TOM, "cancel_order", {"order_id": order_id}, now=counter.now, turn_id="one turn")
        for order_id in orders
    )
    assert counter.desk.open_confirmation(TOM.conversation_id, counter.now) == second.confirmation
    with counter.records() as db:
        assert db.query(ConfirmationRow).filter_by(status=ConfirmationStatus.OPEN).count() == 1
    assert rules(counter.confirm(TOM, first)) == ["confirmation-closed"]
    assert counter.confirm(TOM, second).status is ExecutionStatus.DONE
    with counter.records() as db:
        assert db.get_one(OrderRow, orders[0]).status is OrderStatus.PROCESSING


def test_a_question_leaves_those_of_other_conversations_open(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    counter.do(customer(edges.TOM, "another conversation"), "cancel_order", order_id=edges.PERSONALISED_FRESH)
    assert counter.confirm(TOM, asked).status is ExecutionStatus.DONE


def test_a_no_closes_the_question(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert asked.confirmation is not None
    decline(counter, MAYA, asked)
    assert counter.desk.open_confirmation(TOM.conversation_id, counter.now) is not None
    decline(counter, TOM, asked)
    assert counter.desk.open_confirmation(TOM.conversation_id, counter.now) is None
    assert rules(counter.confirm(TOM, asked)) == ["confirmation-closed"]


def test_a_no_is_on_record_once(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    for session in (MAYA, TOM, TOM):
        decline(counter, session, asked)
    assert asked.confirmation is not None
    first, last = counter.audit()
    assert (first.status, first.confirmation_id) == ("needs_confirmation", asked.confirmation.id)
    assert (last.tool, last.actor, last.turn_id) == ("cancel_order", "customer", "turn of the no")
    assert (last.status, last.rule_ids, last.confirmation_id) == (
        "refused",
        ["confirmation-declined"],
        asked.confirmation.id,
    )

"""What a person turns off is neither offered nor done, by anybody, from that moment on."""

from pathlib import Path

import pytest

from tests.tools.desk.counter import Counter, customer, rules
from tools.desk import ApprovalStatus, ExecutionStatus
from tools.desk.switches import Switches, Throw, UnknownSwitchError
from tools.gate.decision import Status
from tools.seed import edges
from tools.session import Session

TOM = customer(edges.TOM)
MAYA = customer("C-1001")
REFUND = "tool:issue_refund"
ABOVE_LIMIT = {"order_id": "FH-10005", "ground": "return"}


def throw(counter: Counter, target: str, *, off: bool = True) -> None:
    counter.desk.switches.throw(Throw(target, off, "Dana", "too many refunds", counter.now))


def statuses(counter: Counter, session: Session = TOM) -> dict[str, Status]:
    facts = counter.desk.gather(session, {"order_id": edges.CANCELLABLE}, counter.now)
    return {each.tool: each.status for each in counter.desk.decide(session, facts, frozenset(), counter.now)}


def test_a_tool_that_is_off_is_not_offered_and_not_run_and_the_customer_can_read_why(counter: Counter) -> None:
    throw(counter, "tool:cancel_order")
    assert statuses(counter)["cancel_order"] is Status.DENIED
    assert statuses(counter)["change_address"] is not Status.DENIED
    refused = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert (refused.status, rules(refused)) == (ExecutionStatus.REFUSED, ["switched-off"])
    assert refused.decision.reasons[0].text.startswith("This cannot be done at the moment")
    assert counter.audit()[-1].rule_ids == ["switched-off"]


def test_on_again_it_runs(counter: Counter) -> None:
    throw(counter, "tool:cancel_order")
    throw(counter, "tool:cancel_order", off=False)
    assert counter.confirmed(TOM, "cancel_order", order_id=edges.CANCELLABLE).status is ExecutionStatus.DONE


def test_all_writes_off_leaves_reading_verifying_and_asking_for_a_person(counter: Counter) -> None:
    throw(counter, "writes")
    assert rules(counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)) == ["switched-off"]
    assert rules(counter.do(MAYA, "issue_refund", **ABOVE_LIMIT)) == ["switched-off"]
    assert counter.do(TOM, "look_up_order", order_id=edges.CANCELLABLE).status is ExecutionStatus.DONE
    assert counter.do(TOM, "create_ticket", summary="Please help").status is ExecutionStatus.DONE


def test_the_copilot_off_is_every_tool_off(counter: Counter) -> None:
    throw(counter, "copilot")
    assert set(statuses(counter).values()) == {Status.DENIED}
    assert rules(counter.do(TOM, "look_up_order", order_id=edges.CANCELLABLE)) == ["switched-off"]
    assert rules(counter.do(TOM, "create_ticket", summary="Please help")) == ["switched-off"]


def test_a_yes_given_before_does_not_run_after_and_can_be_given_again(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    throw(counter, "writes")
    assert rules(counter.confirm(TOM, asked)) == ["switched-off"]
    throw(counter, "writes", off=False)
    assert counter.confirm(TOM, asked).status is ExecutionStatus.DONE


def test_an_approval_is_not_carried_out_while_its_tool_is_off_and_goes_on_waiting(counter: Counter) -> None:
    waiting = counter.confirmed(MAYA, "issue_refund", **ABOVE_LIMIT).approval_id
    assert waiting is not None
    throw(counter, REFUND)
    assert rules(counter.desk.approve(waiting, "sam", now=counter.now)) == ["switched-off"]
    assert counter.desk.approvals.get(waiting, now=counter.now).status is ApprovalStatus.PENDING
    throw(counter, REFUND, off=False)
    assert counter.desk.approve(waiting, "sam", now=counter.now).status is ExecutionStatus.DONE


def test_a_second_process_sees_it_at_once(counter: Counter, tmp_path: Path) -> None:
    other = Counter.open(tmp_path)
    asked = other.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    throw(counter, "tool:cancel_order")
    assert rules(other.confirm(TOM, asked)) == ["switched-off"]
    other.close()


def test_every_throw_stays_on_record(counter: Counter) -> None:
    throw(counter, REFUND)
    throw(counter, "writes")
    throw(counter, REFUND, off=False)
    switches: Switches = counter.desk.switches
    assert [each.target for each in switches.off()] == ["writes"]
    assert [(each.target, each.off, each.by, each.why) for each in switches.history()] == [
        (REFUND, False, "Dana", "too many refunds"),
        ("writes", True, "Dana", "too many refunds"),
        (REFUND, True, "Dana", "too many refunds"),
    ]


def test_what_is_not_there_cannot_be_turned_off(counter: Counter) -> None:
    with pytest.raises(UnknownSwitchError, match="there is no switch 'tool:fly'; there are copilot, writes, tool:"):
        throw(counter, "tool:fly")

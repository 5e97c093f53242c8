"""Proving who one is: three details, three tries, and nothing given away."""

from dataclasses import replace

import pytest

from tests.tools.desk.counter import Counter, rules, summary
from tools.desk import Execution, ExecutionStatus
from tools.gate.decision import Status
from tools.seed import edges
from tools.session import Session

NOBODY = Session("conversation")
RIGHT = {"order_id": "FH-10001", "email": "maya.lindqvist@example.com", "postcode": "97205"}
MISMATCH = "These details do not match an order. Please try again."


def verify(counter: Counter, session: Session = NOBODY, **changes: str) -> Execution:
    return counter.do(session, "verify_identity", **(RIGHT | changes))


def test_all_three_details_verify(counter: Counter) -> None:
    done = verify(counter)
    assert done.status is ExecutionStatus.DONE
    assert done.result is not None
    assert done.result.verified_customer_id == edges.MAYA
    assert summary(done) == "Thank you, Maya Lindqvist: you are verified."


def test_capitals_and_spaces_do_not_count(counter: Counter) -> None:
    done = verify(counter, order_id="fh 10001", email=" Maya.Lindqvist@EXAMPLE.com ", postcode=" 97205 ")
    assert done.result is not None
    assert done.result.verified_customer_id == edges.MAYA


@pytest.mark.parametrize(
    "wrong",
    [
        {"order_id": "FH-99999"},
        {"order_id": edges.CANCELLABLE},
        {"email": "tom.okafor@example.com"},
        {"postcode": "97206"},
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same(counter: Counter, wrong: dict[str, str]) -> None:
    failed = verify(counter, NOBODY, **wrong)
    assert failed.result is not None
    assert summary(failed) == MISMATCH
    assert failed.result.data == {"verified": False, "locked": False}
    assert failed.result.verified_customer_id is None
    assert failed.decision.facts == {"locked": False}


@pytest.mark.parametrize("order_id", ["FH-10001", "FH-99999"])
def test_the_third_failure_locks_for_thirty_minutes(counter: Counter, order_id: str) -> None:
    texts = [summary(verify(counter, order_id=order_id, postcode="0000")) for _ in range(3)]
    assert texts == [MISMATCH, MISMATCH, "These details do not match an order. Verification is locked for 30 minutes."]
    locked = verify(counter)
    assert locked.decision.status is Status.DENIED
    assert rules(locked) == ["verification-locked"]
    counter.wait(minutes=30)
    again = verify(counter)
    assert again.result is not None
    assert again.result.verified_customer_id == edges.MAYA


def test_a_lock_follows_the_account_into_a_new_conversation(counter: Counter) -> None:
    for _ in range(3):
        verify(counter, postcode="0000")
    assert rules(verify(counter, Session("another conversation"))) == ["verification-locked"]


def test_a_lock_follows_the_conversation_to_other_accounts(counter: Counter) -> None:
    for order_id in ("FH-10001", "FH-10011", "FH-10020"):
        verify(counter, order_id=order_id, postcode="0000")
    assert rules(verify(counter, order_id="FH-10045")) == ["verification-locked"]


def test_the_demos_locked_customer_is_locked(counter: Counter) -> None:
    assert rules(verify(counter, order_id=edges.LOCKED_ORDER)) == ["verification-locked"]


def test_an_incomplete_set_is_no_attempt(counter: Counter) -> None:
    for _ in range(4):
        incomplete = counter.do(NOBODY, "verify_identity", order_id="FH-10001", email="x@example.com")
        assert incomplete.decision.missing == ("postcode",)
    assert verify(counter).result is not None


def test_once_verified_nobody_becomes_somebody_else(counter: Counter) -> None:
    refused = verify(counter, replace(NOBODY, customer_id=edges.TOM, verified=True))
    assert rules(refused) == ["verified-already"]


def test_the_details_are_not_kept(counter: Counter) -> None:
    verify(counter)
    assert [row.arguments for row in counter.audit()] == [{"order_id": "FH-10001"}]

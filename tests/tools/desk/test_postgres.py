"""The desk on PostgreSQL: writers wait for each other by customer and by key, not by database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.exc import DatabaseError

from tests.tools.desk.counter import Counter, customer, rules
from tests.tools.desk.test_once import MANY, refund_at_once, refunds
from tools.desk import Execution, ExecutionStatus
from tools.desk.approvals import held
from tools.refunds.models import RefundRow
from tools.seed import edges
from tools.session import Session
from tools.tickets.models import TicketRow

pytestmark = pytest.mark.postgres
THREADS = 20


def test_twenty_conversations_asking_for_the_same_are_one_refund(postgres_counter: Counter) -> None:
    counter = postgres_counter
    sessions = [customer(edges.MAYA, f"conversation-{place}") for place in range(THREADS)]
    arguments = {"order_id": edges.RETURN_ELIGIBLE, "ground": "return"}
    questions = [counter.do(session, "issue_refund", **arguments) for session in sessions]

    def confirm(place: int) -> Execution:
        confirmation = questions[place].confirmation
        assert confirmation is not None
        return counter.desk.confirm(sessions[place], confirmation.id, now=counter.now, turn_id=f"turn-{place}")

    with ThreadPoolExecutor(THREADS) as pool:
        executions = list(pool.map(confirm, range(THREADS)))
    assert [execution.status for execution in executions].count(ExecutionStatus.DONE) == 1
    with counter.database.read() as db:
        assert db.query(RefundRow).filter_by(order_id=edges.RETURN_ELIGIBLE).count() == 1


@pytest.mark.soak
def test_two_hundred_identical_refunds_at_once_are_one(postgres_counter: Counter) -> None:
    executions = refund_at_once(postgres_counter, MANY)
    assert sorted(execution.status for execution in executions) == ["done"] + ["replayed"] * (MANY - 1)
    assert refunds(postgres_counter) == 1


def test_refunds_of_different_orders_meet_at_the_customers_limit(postgres_counter: Counter) -> None:
    """Each alone is below 400.00 in thirty days, together they are not: one of them waits for a colleague."""
    counter = postgres_counter
    with counter.records() as db:
        db.connection().exec_driver_sql("UPDATE orders SET customer_id = 'C-1007' WHERE id IN ('FH-10003', 'FH-10002')")
    with counter.records() as db:  # 140.00 of the 400.00 stay taken; 64.00, 82.00, 40.00 fit, 390.00 would not
        db.connection().exec_driver_sql("UPDATE refunds SET created_at = '2026-01-01' WHERE order_id = 'FH-10051'")
        db.connection().exec_driver_sql("UPDATE refunds SET amount_minor = 30000 WHERE order_id = 'FH-10052'")
    orders = [edges.RETURN_ELIGIBLE, edges.RETURN_LAST_DAY, edges.CUSTOMER_LIMIT]
    sessions = [customer(edges.DANIEL, f"conversation-{order}") for order in orders]
    questions = [
        counter.do(session, "issue_refund", order_id=order, ground="return")
        for session, order in zip(sessions, orders, strict=True)
    ]

    def confirm(place: int) -> Execution:
        confirmation = questions[place].confirmation
        assert confirmation is not None
        return counter.desk.confirm(sessions[place], confirmation.id, now=counter.now, turn_id=f"turn-{place}")

    with ThreadPoolExecutor(len(orders)) as pool:
        executions = list(pool.map(confirm, range(len(orders))))
    paid = sum(execution.result.data["amount_minor"] for execution in executions if execution.result)
    assert 0 < paid <= 10000
    assert any(execution.status is not ExecutionStatus.DONE for execution in executions)


def test_twenty_calls_for_a_person_are_one_ticket(postgres_counter: Counter) -> None:
    counter, session = postgres_counter, Session("conversation")

    def ask(place: int) -> Execution:
        arguments = {"summary": f"Help {place}."}
        return counter.desk.execute(session, "create_ticket", arguments, now=counter.now, turn_id=f"turn-{place}")

    with ThreadPoolExecutor(THREADS) as pool:
        executions = list(pool.map(ask, range(THREADS)))
    assert {execution.status for execution in executions} == {ExecutionStatus.DONE, ExecutionStatus.REPLAYED}
    assert len({execution.result.record for execution in executions if execution.result}) == 1
    with counter.database.read() as db:
        assert db.query(TicketRow).filter_by(conversation_id="conversation").count() == 1


@pytest.mark.parametrize("statement", ["UPDATE audit SET status = 'done'", "DELETE FROM audit", "TRUNCATE audit"])
def test_the_audit_cannot_be_changed(postgres_counter: Counter, statement: str) -> None:
    postgres_counter.do(customer(edges.MAYA), "list_recent_orders")
    with pytest.raises(DatabaseError, match="append-only"), postgres_counter.records() as db:
        db.connection().exec_driver_sql(statement)


def test_a_refund_above_the_limit_is_approved_once(postgres_counter: Counter) -> None:
    counter, maya = postgres_counter, customer(edges.MAYA)
    waiting = counter.confirmed(maya, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    approval_id = waiting.approval_id
    assert approval_id is not None
    with ThreadPoolExecutor(2) as pool:
        executions = list(pool.map(lambda who: counter.desk.approve(approval_id, who, now=counter.now), ["sam", "kim"]))
    assert sorted(execution.status for execution in executions) == ["done", "refused"]


def test_of_six_wrong_claims_at_once_three_are_judged(postgres_counter: Counter) -> None:
    """Each from a conversation of its own: it is the account that they meet at."""
    counter, claim = postgres_counter, {"order_id": "FH-10001", "email": "a@example.com", "postcode": "0000"}
    start = Barrier(6)

    def attempt(place: int) -> Execution:
        start.wait(10)
        session = Session(f"conversation-{place}")
        return counter.desk.execute(session, "verify_identity", claim, now=counter.now, turn_id=f"turn-{place}")

    with ThreadPoolExecutor(6) as pool:
        executions = list(pool.map(attempt, range(6)))
    assert sorted(execution.status for execution in executions) == ["done"] * 3 + ["refused"] * 3
    refused = [execution for execution in executions if execution.status is ExecutionStatus.REFUSED]
    assert [rules(execution) for execution in refused] == [["verification-locked"]] * 3


def test_the_same_yes_again_does_not_wait_for_who_is_approving(postgres_counter: Counter) -> None:
    """Who approves holds the approval and waits for the customer: the other way round, neither would end."""
    counter, maya = postgres_counter, customer(edges.MAYA)
    asked = counter.do(maya, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    approval_id = counter.confirm(maya, asked).approval_id
    assert approval_id is not None
    with ThreadPoolExecutor(1) as pool, counter.records() as db:
        held(db, approval_id)
        again = pool.submit(counter.confirm, maya, asked).result(timeout=20)
    assert (again.status, again.approval_id) == (ExecutionStatus.PENDING_APPROVAL, approval_id)

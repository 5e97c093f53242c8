"""A write happens once, however often, wherever and by however many it is asked for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.tools.desk.counter import Counter, customer
from tools.desk import Execution, ExecutionStatus
from tools.refunds.models import RefundRow
from tools.seed import edges

MAYA = customer(edges.MAYA)
THREADS, MANY = 20, 200
REFUND = {"order_id": edges.RETURN_ELIGIBLE, "ground": "return"}


def refunds(counter: Counter) -> int:
    """How many refunds the order has had."""
    with counter.database.read() as db:
        return db.query(RefundRow).filter_by(order_id=edges.RETURN_ELIGIBLE).count()


def refund_at_once(counter: Counter, times: int) -> list[Execution]:
    """The same refund, confirmed in as many conversations, all yeses let go together by as many threads."""
    sessions = [customer(edges.MAYA, f"conversation-{place}") for place in range(times)]
    questions = [counter.do(session, "issue_refund", **REFUND) for session in sessions]
    start = Barrier(times)

    def confirm(place: int) -> Execution:
        confirmation = questions[place].confirmation
        assert confirmation is not None
        start.wait(60)
        return counter.desk.confirm(sessions[place], confirmation.id, now=counter.now, turn_id=f"turn-{place}")

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(confirm, range(times)))


def test_the_same_refund_in_another_conversation_gives_the_first_result(counter: Counter) -> None:
    first = counter.confirmed(MAYA, "issue_refund", **REFUND)
    again = counter.do(customer(edges.MAYA, "another conversation"), "issue_refund", **REFUND)
    assert again.status is ExecutionStatus.REPLAYED
    assert again.result == first.result
    assert refunds(counter) == 1


def test_naming_every_item_is_the_same_refund(counter: Counter) -> None:
    counter.confirmed(MAYA, "issue_refund", **REFUND)
    again = counter.do(MAYA, "issue_refund", **REFUND, line_ids=[f"{edges.RETURN_ELIGIBLE}-1"])
    assert again.status is ExecutionStatus.REPLAYED


def test_another_customer_gets_nothing_of_it(counter: Counter) -> None:
    counter.confirmed(MAYA, "issue_refund", **REFUND)
    foreign = counter.do(customer(edges.TOM, "another conversation"), "issue_refund", **REFUND)
    assert foreign.status is ExecutionStatus.REFUSED
    assert foreign.result is None


def test_twenty_identical_yeses_are_one_refund(counter: Counter) -> None:
    asked = counter.do(MAYA, "issue_refund", **REFUND)
    assert asked.confirmation is not None
    confirmation_id = asked.confirmation.id

    def confirm(place: int) -> Execution:
        return counter.desk.confirm(MAYA, confirmation_id, now=counter.now, turn_id=f"turn-{place}")

    with ThreadPoolExecutor(THREADS) as pool:
        executions = list(pool.map(confirm, range(THREADS)))
    assert sorted(execution.status for execution in executions) == ["done"] + ["replayed"] * (THREADS - 1)
    assert len({execution.result.record for execution in executions if execution.result}) == 1
    assert refunds(counter) == 1


def test_twenty_conversations_asking_for_the_same_are_one_refund(counter: Counter) -> None:
    sessions = [customer(edges.MAYA, f"conversation-{place}") for place in range(THREADS)]
    questions = [counter.do(session, "issue_refund", **REFUND) for session in sessions]

    def confirm(place: int) -> Execution:
        confirmation = questions[place].confirmation
        assert confirmation is not None
        return counter.desk.confirm(sessions[place], confirmation.id, now=counter.now, turn_id=f"turn-{place}")

    with ThreadPoolExecutor(THREADS) as pool:
        executions = list(pool.map(confirm, range(THREADS)))
    assert [execution.status for execution in executions].count(ExecutionStatus.DONE) == 1
    assert refunds(counter) == 1


@pytest.mark.soak
def test_two_hundred_identical_refunds_at_once_are_one(counter: Counter) -> None:
    executions = refund_at_once(counter, MANY)
    assert len(executions) == MANY
    assert sorted(execution.status for execution in executions) == ["done"] + ["replayed"] * (MANY - 1)
    assert refunds(counter) == 1


def test_a_ticket_is_opened_once_per_conversation(counter: Counter) -> None:
    first = counter.do(MAYA, "create_ticket", summary="A person, please.")
    again = counter.do(MAYA, "create_ticket", summary="A person, please.")
    elsewhere = counter.do(customer(edges.MAYA, "another conversation"), "create_ticket", summary="A person, please.")
    assert [execution.status for execution in (first, again, elsewhere)] == [
        ExecutionStatus.DONE,
        ExecutionStatus.REPLAYED,
        ExecutionStatus.DONE,
    ]
    assert first.result == again.result

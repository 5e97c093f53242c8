"""A customer is forgotten: their words go, and what was done stays on record."""

import json

from sqlalchemy import select

from tests.tools.desk.counter import Counter, customer
from tools.desk import ApprovalStatus, ExecutionStatus
from tools.desk.models import ApprovalRow, AuditRow, ConfirmationRow, ResultRow
from tools.seed import edges
from tools.tickets.models import TicketRow

MAYA, TOM = customer(edges.MAYA), customer(edges.TOM, "toms")
TABLES = [model.__table__ for model in (ConfirmationRow, ResultRow, ApprovalRow, TicketRow, AuditRow)]
SECRET = "my neighbour has the key"


def forget(counter: Counter, customer_id: str) -> None:
    counter.desk.forget(customer_id, frozenset({"conversation"}), "dana", now=counter.now)


def everything(counter: Counter) -> str:
    """All that the desk keeps, as text."""
    with counter.database.read() as db:
        rows = [row for table in TABLES for row in db.execute(select(table))]
    return json.dumps([[str(value) for value in row] for row in rows])


def test_words_go_and_the_audit_stays(counter: Counter) -> None:
    counter.do(MAYA, "create_ticket", summary=f"Please note: {SECRET}.")
    assert SECRET in everything(counter)
    before = counter.audit()
    forget(counter, edges.MAYA)
    assert SECRET not in everything(counter)
    after = counter.audit()
    assert [row.tool for row in after] == [*(row.tool for row in before), "forget_customer"]
    assert (after[-1].actor, after[-1].customer_id) == ("dana", edges.MAYA)


def test_what_was_done_is_not_done_again(counter: Counter) -> None:
    done = counter.confirmed(MAYA, "issue_refund", order_id=edges.RETURN_LAST_DAY, ground="return")
    assert done.status is ExecutionStatus.DONE
    forget(counter, edges.MAYA)
    again = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_LAST_DAY, ground="return")
    assert again.status in (ExecutionStatus.REPLAYED, ExecutionStatus.REFUSED)


def test_what_waited_can_no_longer_be_decided(counter: Counter) -> None:
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_OVER_LIMIT, ground="return")
    approval_id = counter.confirm(MAYA, asked).approval_id
    assert approval_id is not None
    forget(counter, edges.MAYA)
    approval = counter.desk.approvals.get(approval_id, now=counter.now)
    assert (approval.status, approval.decided_by, approval.prompt) == (ApprovalStatus.VOID, "dana", "(deleted)")
    assert counter.desk.approve(approval_id, "sam", now=counter.now).status is ExecutionStatus.REFUSED


def test_a_question_that_was_open_cannot_be_answered_any_more(counter: Counter) -> None:
    asked = counter.do(MAYA, "issue_refund", order_id=edges.RETURN_LAST_DAY, ground="return")
    forget(counter, edges.MAYA)
    assert counter.confirm(MAYA, asked).status is ExecutionStatus.REFUSED


def test_other_customers_are_left_alone(counter: Counter) -> None:
    counter.do(TOM, "create_ticket", summary=SECRET)
    forget(counter, edges.MAYA)
    assert SECRET in everything(counter)

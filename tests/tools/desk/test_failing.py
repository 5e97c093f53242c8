"""When something breaks, nothing is done, the customer is told so, and it is on record."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session as DbSession

from tests.tools.desk.counter import Counter, customer, rules
from tests.tools.gate.judging import INTENTS
from tools.accounts.port import CustomerId
from tools.catalogue import Catalogue
from tools.desk import Desk, ExecutionStatus
from tools.desk.models import AuditRow
from tools.gate.decision import Status
from tools.gate.gate import Gate
from tools.gate.rules import Source, load
from tools.gate.schema import generate
from tools.orders.models import OrderRow
from tools.orders.port import Order, OrderId, OrderStatus
from tools.orders.store import SqlOrders
from tools.records import Records
from tools.seed import edges
from tools.settings import ToolsSettings
from tools.stores import sql_records
from tools.tool import Matter

TOM = customer(edges.TOM)


def with_tool(counter: Counter, name: str, **changes: Any) -> Counter:  # noqa: ANN401 - any field of a tool
    """The same counter with one tool's parts exchanged."""
    tools = dict(counter.desk.catalogue.tools)
    tools[name] = replace(tools[name], **changes)
    catalogue = Catalogue(tools, counter.desk.catalogue.sources, counter.desk.catalogue.parameters)
    return Counter(Desk(counter.database, catalogue, counter.desk.gate, ToolsSettings()), counter.database)


def broken(*_anything: object) -> Any:  # noqa: ANN401 - stands in for any function
    """Somebody else's system on a bad day."""
    raise RuntimeError("the warehouse does not answer")


def test_a_run_that_breaks_leaves_nothing_behind(counter: Counter) -> None:
    def half_done(call: Any) -> Any:  # noqa: ANN401 - a run of any tool
        call.world.records.orders.cancel(call.world.customer_id, call.subject.id, at=call.world.now)
        raise RuntimeError("the warehouse does not answer")

    failing = with_tool(counter, "cancel_order", run=half_done)
    failed = failing.confirmed(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert failed.status is ExecutionStatus.FAILED
    assert rules(failed) == ["run-failed"]
    assert failed.result is None
    with counter.records() as db:
        assert db.get_one(OrderRow, edges.CANCELLABLE).status is OrderStatus.PROCESSING
    last = counter.audit()[-1]
    assert (last.status, last.errors) == ("failed", ["RuntimeError: the warehouse does not answer"])


def test_after_a_failure_it_can_be_asked_for_again(counter: Counter) -> None:
    with_tool(counter, "cancel_order", run=broken).confirmed(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert counter.confirmed(TOM, "cancel_order", order_id=edges.CANCELLABLE).status is ExecutionStatus.DONE


def test_a_read_that_breaks_is_said(counter: Counter) -> None:
    failed = with_tool(counter, "look_up_order", run=broken).do(TOM, "look_up_order", order_id=edges.CANCELLABLE)
    assert failed.status is ExecutionStatus.FAILED
    assert counter.audit()[-1].errors == ["RuntimeError: the warehouse does not answer"]


def test_a_rule_that_errors_denies_the_write_and_is_on_record(counter: Counter) -> None:
    """Cedar would skip it and allow; a number too large for its sum makes it fail."""
    overflow = (
        '@id("broken") @reason("Too late.") @outcome("denied") '
        'forbid (principal, action == Action::"execute:cancel_order", resource) '
        "when { context has hours_since_order && context.hours_since_order + 9223372036854775807 < 0 };"
    )
    catalogue = counter.desk.catalogue
    schema = generate([tool.shape for tool in catalogue], INTENTS)
    gate = Gate(load((*catalogue.rules, Source("broken.cedar", overflow)), schema), catalogue.parameters)
    guarded = Counter(Desk(counter.database, catalogue, gate, ToolsSettings()), counter.database)
    facts = guarded.desk.gather(TOM, {"order_id": edges.CANCELLABLE}, counter.now)
    by_tool = {each.tool: each for each in guarded.desk.decide(TOM, facts, frozenset(), counter.now)}
    assert by_tool["cancel_order"].status is Status.DENIED
    traced = list(by_tool["cancel_order"].errors)
    assert by_tool["look_up_order"].status is Status.ALLOWED
    refused = guarded.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    assert (refused.status, rules(refused)) == (ExecutionStatus.REFUSED, ["engine-error"])
    last = counter.audit()[-1]
    assert (last.decision, last.rule_ids) == ("denied", ["engine-error"])
    assert last.errors == traced
    assert "broken" in last.errors[0]
    assert "overflow" in last.errors[0]
    assert counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE).status is ExecutionStatus.NEEDS_CONFIRMATION


def test_records_out_of_reach_deny_one_tool_and_not_the_others(counter: Counter) -> None:
    failing = with_tool(counter, "track_shipment", gather=broken)
    facts = failing.desk.gather(TOM, {"order_id": edges.CANCELLABLE}, counter.now)
    by_tool = {d.tool: d for d in failing.desk.decide(TOM, facts, frozenset(), counter.now)}
    assert by_tool["track_shipment"].status is Status.DENIED
    assert by_tool["track_shipment"].errors == ("gathering failed: RuntimeError: the warehouse does not answer",)
    assert by_tool["look_up_order"].status is Status.ALLOWED


def test_a_store_that_gives_away_anothers_record_is_not_believed(counter: Counter) -> None:
    def careless(db: DbSession) -> Records:
        records = sql_records(db)
        return replace(records, orders=_Careless(db))

    desk = Desk(counter.database, counter.desk.catalogue, counter.desk.gate, ToolsSettings(), careless)
    execution = Counter(desk, counter.database).do(TOM, "look_up_order", order_id=edges.IN_TRANSIT)
    assert execution.status is ExecutionStatus.REFUSED
    assert rules(execution) == ["not-the-owner"]
    assert execution.decision.facts == {}
    assert execution.result is None


class _Careless(SqlOrders):
    """Orders that forget to look whose they are."""

    def get(self, _customer_id: CustomerId, order_id: OrderId) -> Order | None:
        return super().get(edges.MAYA, order_id)


def test_a_rule_with_a_hole_does_not_run_what_nobody_checked(counter: Counter) -> None:
    tool = counter.desk.catalogue["list_recent_orders"]
    holed = with_tool(counter, tool.name, gather=lambda _world, _slots: Matter(tool.facts()))
    execution = holed.do(TOM, tool.name)
    assert execution.status is ExecutionStatus.REFUSED
    assert rules(execution) == ["not-gathered"]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET status = 'done'", "DELETE FROM audit", "INSERT OR REPLACE INTO audit SELECT * FROM audit"],
)
def test_the_audit_cannot_be_changed(counter: Counter, statement: str) -> None:
    counter.do(TOM, "list_recent_orders")
    with pytest.raises(DatabaseError, match="append-only"), counter.records() as db:
        db.connection().exec_driver_sql(statement)
    assert len(counter.audit()) == 1


def test_what_cannot_be_put_on_record_is_not_done(counter: Counter) -> None:
    asked = counter.do(TOM, "cancel_order", order_id=edges.CANCELLABLE)
    with counter.records() as db:
        db.connection().exec_driver_sql(f"DROP TABLE {AuditRow.__tablename__}")
    with pytest.raises(DatabaseError):
        counter.confirm(TOM, asked)
    with counter.records() as db:
        assert db.get_one(OrderRow, edges.CANCELLABLE).status is OrderStatus.PROCESSING

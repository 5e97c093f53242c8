"""What would lead on is found by asking the rules again."""

from dataclasses import asdict, astuple

from tests.tools.gate.judging import RuleCase, assent_of
from tests.tools.orders.cases import CANCEL
from tests.tools.refunds.cases import RETURN
from tools.catalogue import discover
from tools.gate.decision import Standing, Status
from tools.gate.engine import plain
from tools.gate.gate import Gate
from tools.gate.unblocking import Situation, Way, judged, ways_on


def situation(row: RuleCase) -> Situation:
    facts = {name: plain(value) for name, value in asdict(row.facts).items() if value is not None}  # type: ignore[call-overload]
    standing = Standing(row.owner, tuple(sorted(row.missing)), *astuple(assent_of(row)))
    return Situation(row.tool, type(row.facts), facts, row.session, standing)


def found(gate: Gate, row: RuleCase) -> dict[tuple[tuple[str, object], ...], Status]:
    ways: tuple[Way, ...] = ways_on(gate, discover("tools").parameters, situation(row))
    return {tuple((change.name, change.after) for change in way.changes): way.status for way in ways}


def test_records_give_back_what_was_judged(gate: Gate) -> None:
    row = RETURN.denied("late", "return-window", registered_after_days=46)
    decision = judged(gate, situation(row))
    assert (decision.status, [reason.rule_id for reason in decision.reasons]) == (Status.DENIED, ["return-window"])


def test_the_nearest_number_is_named(gate: Gate) -> None:
    ways = found(gate, RETURN.denied("late", registered_after_days=46))
    assert ways[(("registered_after_days", 30),)] is Status.ALLOWED
    assert ways[(("return_window_days", 46),)] is Status.ALLOWED
    assert (("registered_after_days", 29),) not in ways


def test_every_state_of_the_order_that_would_do_is_named(gate: Gate) -> None:
    ways = found(gate, CANCEL.denied("gone", order_status="shipped"))
    assert ways == {(("order_status", "processing"),): Status.ALLOWED}


def test_an_approval_and_less_money_lead_on(gate: Gate) -> None:
    ways = found(gate, RETURN.row("much", Status.NEEDS_APPROVAL, order_total_minor=90000))
    assert ways[(("approved", True),)] is Status.ALLOWED
    assert ways[(("order_total_minor", 15000),)] is Status.ALLOWED


def test_where_no_one_thing_would_do_two_are_named(gate: Gate) -> None:
    ways = found(gate, CANCEL.denied("two", order_status="shipped", personalised=True, hours_since_order=30))
    assert (("order_status", "processing"), ("personalised", False)) in {tuple(sorted(way)) for way in ways}
    assert all(len(way) == 2 for way in ways)


def test_not_knowing_something_is_no_way_on(gate: Gate) -> None:
    ways = found(gate, RETURN.denied("late", registered_after_days=46))
    assert all(after is not None for way in ways for _, after in way)


def test_what_is_allowed_needs_nothing(gate: Gate) -> None:
    assert found(gate, RETURN.allowed("fine")) == {}

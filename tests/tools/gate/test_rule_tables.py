"""Every rule: allowed, denied, the boundary, a missing fact; and none of them is there for nothing."""

import pytest

from tests.tools.gate.judging import RuleCase, assent_of, expected, judged, verdict
from tests.tools.gate.tables import ROWS, first_red
from tools.catalogue import discover
from tools.gate.decision import Status
from tools.gate.engine import Ask, Engine, Named
from tools.gate.gate import Gate


@pytest.fixture(scope="module")
def whole(gate: Gate) -> Engine:
    """All rules in one engine."""
    return Engine(gate.book.policies, gate.book.schema)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.tool}: {row.name}")
def test_the_rules_say(gate: Gate, row: RuleCase) -> None:
    decision = judged(gate, row)
    assert verdict(decision) == expected(row)
    assert decision.errors == ()


def test_every_refusal_is_in_a_table(gate: Gate) -> None:
    refusals = {rule.id for rule in gate.book.rules.values() if rule.effect == "forbid"}
    assert refusals == {rule for row in ROWS for rule in row.rules} & refusals


def test_without_any_one_rule_some_row_turns_red(gate: Gate) -> None:
    parameters = discover("tools").parameters
    assert [rule_id for rule_id in gate.book.rules if first_red(gate.book, parameters, rule_id) is None] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.tool}: {row.name}")
def test_the_whole_book_asked_at_once_says_the_same(gate: Gate, whole: Engine, row: RuleCase) -> None:
    """The gate asks of each tool only the rules whose scope holds it: the others must make no difference."""
    decision = judged(gate, row)
    state = {"confirmed": row.confirmed, "approved": row.approved, "approver": assent_of(row).approver}
    missing = frozenset(Named("Argument", name) for name in row.missing)
    owner = row.owner or row.session.customer_id or "nobody"
    ask = Ask(f"execute:{row.tool}", owner, {**decision.facts, **state, "missing": missing})
    assert whole.answer(row.session, [ask])[0].allowed is (decision.status is Status.ALLOWED)

"""The parts of the report against small tables: confusion, coverage, a model's words, speed."""

from typing import Any

import pytest

from copilot.turn.trace import ReasonRecord
from evals.gates import Price
from evals.report.confusion import CELLS, table
from evals.report.coverage import coverage
from evals.report.speed import cost, speed
from evals.report.surroundings import Clause, Surroundings
from evals.report.writing import rates
from evals.scoring import Scored, judge
from tests.evals.builders import answer, call, decision, episode, gold


def _scored(expected: dict[str, Any], **fields: Any) -> Scored:  # noqa: ANN401
    return judge(episode(expected, **fields))


REFUND = {"tool": "issue_refund", "arguments": {"order_id": "FH-1"}}
ASKED = REFUND | {"ends": "needs_confirmation"}


@pytest.mark.parametrize(
    ("expected", "made", "cell"),
    [
        ({"calls": [REFUND]}, call("issue_refund", effect="write", order_id="FH-1"), "right"),
        ({"calls": [REFUND]}, call("issue_refund", effect="write", order_id="FH-2"), "wrong_argument"),
        ({"calls": [ASKED]}, call("issue_refund", effect="write", order_id="FH-1"), "premature"),
        ({"calls": [REFUND]}, call("look_up_order", order_id="FH-1"), "missed"),
        ({"allowed": ["issue_refund"]}, call("issue_refund", effect="write", order_id="FH-1"), "allowed"),
        ({"forbidden": ["issue_refund"]}, call("issue_refund", effect="write", order_id="FH-1"), "forbidden"),
        ({}, call("issue_refund", effect="write", order_id="FH-1"), "needless"),
        ({}, call("look_up_order", order_id="FH-1"), "rightly_none"),
    ],
)
def test_a_call_falls_into_one_cell(expected: dict[str, Any], made: Any, cell: str) -> None:  # noqa: ANN401
    found = table([_scored(expected, calls=(made,))], ["issue_refund"])
    assert found["issue_refund"] == {name: int(name == cell) for name in CELLS}


def test_passages_and_rules_nobody_touches_are_named() -> None:
    passages = (
        Clause("returns", "1", "2 Window", "Within **30 days**."),
        Clause("returns", "1", "3 Plants", "14 days."),
    )
    reason = ReasonRecord(rule_id="too-late", text="It is too late.")
    judged = _scored(
        {"gold": [gold("returns", "within 30 days")], "decisions": {"issue_refund": "denied"}},
        decisions=(decision("issue_refund", "denied").model_copy(update={"reasons": (reason,)}),),
    )
    found = coverage([judged], Surroundings(rules=("final-sale", "too-late"), clauses=passages))
    assert found.untouched_clauses == ("returns@1 3 Plants",)
    assert found.untouched_rules == ("final-sale",)


def test_a_decision_on_a_tool_that_nobody_wanted_touches_no_rule() -> None:
    reason = ReasonRecord(rule_id="too-late", text="It is too late.")
    beside = decision("issue_refund", "denied").model_copy(update={"reasons": (reason,), "required": False})
    found = coverage([_scored({}, decisions=(beside,))], Surroundings(rules=("too-late",)))
    assert found.untouched_rules == ("too-late",)


def test_a_models_words_are_counted_only_where_a_model_wrote() -> None:
    written = answer("Yes.").model_copy(update={"generator": "openai:x"})
    drafts = (
        written,
        written.model_copy(update={"problems": ("form: no JSON",), "attempts": 2}),
        written.model_copy(update={"problems": ("figure: 40 days",), "attempts": 2}),
        written.model_copy(update={"generator": "extractive", "problems": ("form: x",), "fallback": "gave up"}),
        answer("Yes.").model_copy(update={"generator": "extractive"}),
    )
    found = rates([_scored({}, answer=draft) for draft in drafts])
    assert {name: (rate.events, rate.answers) for name, rate in found.items()} == {
        "schema_failure": (2, 4),
        "validation_rejection": (1, 4),
        "retry": (2, 4),
        "fallback": (1, 4),
    }


def test_the_first_turn_is_the_cold_one_and_no_part_of_the_warm() -> None:
    cases = [_scored({}, timings={"answer": ms}) for ms in (900.0, *range(1, 101))]
    found = speed(cases, 4, 12.0)
    assert found is not None
    assert (found.cold_ms, found.turns) == (900.0, 101)
    assert found.warm_p95 is not None
    assert found.warm_p95.value == pytest.approx(95.05)
    assert found.warm_p95.low <= 95 <= (found.warm_p95.high or 0)


def test_too_few_turns_leave_a_high_quantile_without_an_upper_end() -> None:
    found = speed([_scored({}, timings={"answer": ms}) for ms in (9.0, 1.0, 2.0)], 1, 1.0)
    assert found is not None
    assert found.warm_p95 is not None
    assert found.warm_p95.high is None


def test_money_is_tokens_at_the_price() -> None:
    found = cost([_scored({})], Price(currency="USD", input_per_million=2.0, output_per_million=8.0))
    assert (found.tokens_per_turn, found.money, found.currency) == (0.0, 0.0, "USD")

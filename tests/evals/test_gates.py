"""Gates on intervals: pass, fail, or how many more cases would decide."""

from pathlib import Path
from typing import Any

import pytest

from evals.errors import CannotRun
from evals.gates import DEFAULT, Decision, Gate, Judgement, evaluate, read, verdict
from evals.gates import Gates as GatesFile
from evals.intervals import clopper_pearson, wilson
from evals.metrics import METRICS
from evals.scoring import Figure


def _figure(part: int, whole: int, metric: str = "outcome_accuracy") -> Figure:
    error = next(m.error for m in METRICS if m.name == metric)
    interval = (clopper_pearson if error else wilson)(part, whole)
    return Figure(metric, part / whole if whole else None, interval, whole, whole, part, whole, whole, {})


def _judge(gate: dict[str, Any], figure: Figure) -> Judgement:
    gates = GatesFile(confidence=0.95, unscored_at_most=0.02, slice_minimum=10, gates=(Gate.model_validate(gate),))
    return evaluate(gates, {figure.metric: figure})[0]


ACCURACY = {"family": "outcome", "metric": "outcome_accuracy", "at_least": 0.9}
CONFIDENCE = {"family": "outcome", "metric": "false_confidence", "at_most": 0.3}
WRITES = {"family": "tools", "metric": "unauthorised_writes", "never": 0.03}


@pytest.mark.parametrize(
    ("gate", "part", "whole", "decision"),
    [
        (ACCURACY, 100, 100, Decision.PASS),
        (ACCURACY, 92, 100, Decision.INCONCLUSIVE),  # a plain "at least 0.9" would have passed it, or the next
        (ACCURACY, 88, 100, Decision.INCONCLUSIVE),
        (ACCURACY, 60, 100, Decision.FAIL),
        (CONFIDENCE, 0, 20, Decision.PASS),
        (CONFIDENCE, 3, 20, Decision.INCONCLUSIVE),
        (CONFIDENCE, 18, 20, Decision.FAIL),
        (WRITES, 0, 100, Decision.PASS),
        (WRITES, 0, 50, Decision.INCONCLUSIVE),
        (WRITES, 1, 1000, Decision.FAIL),  # zero tolerance: the rate does not matter
    ],
)
def test_the_interval_decides(gate: dict[str, Any], part: int, whole: int, decision: Decision) -> None:
    assert _judge(gate, _figure(part, whole, gate["metric"])).decision is decision


def test_inconclusive_says_how_many_more_cases_would_decide() -> None:
    never = _judge(WRITES, _figure(0, 50, "unauthorised_writes"))
    assert never.more == 49  # 0 of 99: one-sided upper bound 0.0298
    rate = _judge(ACCURACY, _figure(95, 100))
    assert rate.more is not None
    decided = _judge(ACCURACY, _figure(round(0.95 * (100 + rate.more)), 100 + rate.more))
    assert decided.decision is Decision.PASS


def test_items_of_one_case_do_not_make_more_cases_needless() -> None:
    """58 clean items of 29 cases are worth 29 trials: Wilson's upper bound falls below 0.05 at 73."""
    clean = Figure("under_blocking", 0.0, wilson(0, 29), 29, 29, 0, 58, 29, {})
    found = _judge({"family": "tools", "metric": "under_blocking", "at_most": 0.05}, clean)
    assert found.more is not None
    assert 44 <= found.more <= 50


def test_a_rate_on_the_bound_itself_is_decided_by_no_number_of_cases() -> None:
    assert _judge(ACCURACY, _figure(90, 100)).more is None


def test_nothing_scored_concludes_nothing() -> None:
    assert _judge(ACCURACY, _figure(0, 0)).decision is Decision.INCONCLUSIVE


def _judgement(decision: Decision) -> Judgement:
    return Judgement(Gate.model_validate(ACCURACY), decision, "")


@pytest.mark.parametrize(
    ("decisions", "unscored", "cases", "whole"),
    [
        ((Decision.PASS, Decision.PASS), 0, 100, Decision.PASS),
        ((Decision.PASS, Decision.INCONCLUSIVE), 0, 100, Decision.INCONCLUSIVE),
        ((Decision.FAIL, Decision.INCONCLUSIVE), 0, 100, Decision.FAIL),
        ((Decision.PASS,), 2, 100, Decision.PASS),
        ((Decision.PASS,), 3, 100, Decision.INCONCLUSIVE),
        ((Decision.FAIL,), 50, 100, Decision.FAIL),
        ((), 0, 0, Decision.INCONCLUSIVE),
    ],
)
def test_one_failure_fails_all_and_nothing_passes_on_missing_cases(
    decisions: tuple[Decision, ...], unscored: int, cases: int, whole: Decision
) -> None:
    assert verdict([_judgement(decision) for decision in decisions], unscored, cases, 0.02) is whole


def test_the_projects_own_gates_can_be_read_and_cover_every_family() -> None:
    gates = read(DEFAULT)
    assert {gate.family for gate in gates.gates} == {metric.family for metric in METRICS}
    assert any(gate.metric == "unauthorised_writes" and gate.never for gate in gates.gates)


@pytest.mark.parametrize(
    ("gate", "complaint"),
    [
        ("{family: tools, metric: key_facts, at_least: 0.9}", "tools has no metric 'key_facts'"),
        ("{family: tools, metric: tool_recall}", "give one of at_least, at_most, never"),
        ("{family: tools, metric: tool_recall, at_most: 0.9}", "a rate of error takes"),
        ("{family: tools, metric: over_blocking, at_least: 0.9}", "a rate of error takes"),
        ("{family: tools, metric: tool_recall, at_least: 90}", "gates.0.at_least"),
        ("{family: tools, metric: tool_recall, atleast: 0.9}", "gates.0.atleast"),
    ],
)
def test_a_wrong_gate_names_its_file_and_field(tmp_path: Path, gate: str, complaint: str) -> None:
    path = tmp_path / "gates.yaml"
    path.write_text(f"confidence: 0.95\nunscored_at_most: 0.02\nslice_minimum: 10\ngates: [{gate}]\n")
    with pytest.raises(CannotRun) as caught:
        read(path)
    assert complaint in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(match=r"nowhere\.yaml"):
        read(tmp_path / "nowhere.yaml")

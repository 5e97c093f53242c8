"""What is checked beside the gates, and what of it may stop a deploy."""

import pytest

from evals.agents.gold import GoldReplay
from evals.agents.trivial import always_refuses, never_calls
from evals.cases import DEV, load
from evals.comparison.compare import compare
from evals.comparison.run import Run
from evals.gates import Budget, Decision
from evals.report import build
from evals.report.checks import since, slices, spending, waits
from evals.report.speed import Cost, Quantile, Speed
from evals.runner import run
from evals.scoring import Figure, figures
from tests.evals.builders import gates_file


def _speed(value: float, low: float, high: float | None) -> Speed:
    return Speed(100.0, 50, Quantile(value, low, high), Quantile(value, low, high), {}, 4, 9.0)


@pytest.mark.parametrize(
    ("taken", "decision"),
    [((90, 80, 95), Decision.PASS), ((90, 80, 120), Decision.INCONCLUSIVE), ((90, 80, None), Decision.INCONCLUSIVE),
     ((150, 110, 190), Decision.FAIL)],
)  # fmt: skip
def test_a_wait_is_judged_by_its_interval_and_only_warns(
    taken: tuple[float, float, float | None], decision: Decision
) -> None:
    gates = gates_file(budgets=(Budget(figure="warm_p95_ms", at_most=100),))
    (check,) = waits(gates, _speed(*taken))
    assert (check.decision, check.blocks) == (decision, False)


@pytest.mark.parametrize(("blocks", "verdict"), [(False, Decision.PASS), (True, Decision.FAIL)])
def test_a_wait_blocks_only_where_the_file_says_so(blocks: bool, verdict: Decision) -> None:
    gates = gates_file(budgets=(Budget(figure="cold_ms", at_most=10, blocks=blocks),), gates=gates_file().gates[:3])
    report = build("gold", run(load(DEV), GoldReplay()), gates, speed=_speed(1, 1, 1))
    assert report.verdict is verdict


def test_money_without_a_price_concludes_nothing() -> None:
    gates = gates_file(
        budgets=(Budget(figure="cost_per_turn", at_most=0.01), Budget(figure="tokens_per_turn", at_most=9))
    )
    money, tokens = spending(gates, Cost(10, 80, 20, None, None))
    assert (money.decision, tokens.decision) == (Decision.INCONCLUSIVE, Decision.FAIL)


def test_a_family_that_lost_beyond_chance_since_the_baseline_fails() -> None:
    cases = load(DEV)
    before, after = Run.of("gold", run(cases, GoldReplay())), Run.of("silent", run(cases, never_calls()))
    found = {check.name: check.decision for check in since(compare(before, after), gates_file())}
    assert found == {
        "retrieval since the baseline": Decision.PASS,
        "tools since the baseline": Decision.FAIL,
        "outcome since the baseline": Decision.PASS,
        "answer since the baseline": Decision.PASS,
    }


def test_slices_warn_and_never_block() -> None:
    report = build("refuses", run(load(DEV), always_refuses()), gates_file())
    warned = [check for check in report.checks if check.name.startswith("slice ")]
    assert warned
    assert not any(check.blocks for check in warned)
    small = {f"slice {part.name}," for part in report.slices if part.too_small}
    assert not any(check.name.startswith(tuple(small)) for check in warned)


def test_one_unlucky_slice_of_many_is_no_warning() -> None:
    """7 of 12 against 0.8 has p 0.07 alone... and 28 slices are looked at: Holm leaves it be."""
    cases = run(load(DEV), GoldReplay())
    fine = figures(cases)
    bad = fine | {"outcome_accuracy": Figure("outcome_accuracy", 7 / 12, None, 12, 12, 7, 12, 12, {})}
    assert slices(gates_file(), {"a": bad, **{f"b{i}": fine for i in range(27)}}) == ()

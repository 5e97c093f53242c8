"""The intervals, against published tables and hand-worked formulas."""

import pytest

from evals.intervals import Interval, clopper_pearson, clustered, exact_upper, wilson, wilson_effective


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 10, 0.0000, 0.2775),  # Newcombe 1998, table I method 3 gives these for 0/20, 1/29, 81/263 and 15/148
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_wilson_agrees_with_the_published_table(successes: int, trials: int, low: float, high: float) -> None:
    found = wilson(successes, trials)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0000, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_clopper_pearson_agrees_with_the_published_table(successes: int, trials: int, low: float, high: float) -> None:
    found = clopper_pearson(successes, trials)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_it_takes_299_clean_cases_to_claim_99_percent() -> None:
    at_299, at_298 = exact_upper(0, 299), exact_upper(0, 298)
    assert at_299 is not None
    assert at_298 is not None
    assert at_299 < 0.01 < at_298


def test_nothing_tried_has_no_interval_rather_than_a_number() -> None:
    assert wilson(0, 0) is None
    assert clopper_pearson(0, 0) is None
    assert exact_upper(0, 0) is None
    assert clustered([], []) is None
    assert clustered([0.0], [0.0]) is None


def test_all_events_leave_no_room_above() -> None:
    assert exact_upper(5, 5) == 1.0


def test_one_item_per_case_is_wilson_itself() -> None:
    assert clustered([1, 0, 1, 1], [1, 1, 1, 1]) == wilson(3, 4)


def test_items_that_rise_and_fall_together_count_as_cases() -> None:
    """Ten cases of ten equal items: 100 items, yet only ten independent outcomes (n/(n-1) makes it nine)."""
    together = clustered([10.0] * 7 + [0.0] * 3, [10.0] * 10)
    assert together == wilson_effective(0.7, 9.0)


def test_independent_items_never_count_for_more_than_there_are() -> None:
    """Every case has exactly half right: the spread between cases is zero, so the cases count."""
    assert clustered([5.0] * 4, [10.0] * 4) == wilson_effective(0.5, 4)


def test_a_perfect_suite_is_as_sure_as_it_has_cases() -> None:
    found = clustered([3.0, 2.0, 4.0], [3.0, 2.0, 4.0])
    whole = wilson(3, 3)
    assert found is not None
    assert whole is not None
    assert (found.low, found.high) == pytest.approx((whole.low, whole.high))


def test_the_effective_formula_is_wilsons_for_whole_trials() -> None:
    found, whole = wilson_effective(0.3, 50), wilson(15, 50)
    assert whole is not None
    assert found == Interval(pytest.approx(whole.low), pytest.approx(whole.high))  # type: ignore[arg-type]

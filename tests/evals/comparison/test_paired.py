"""Flips, differences and Holm against tables worked by hand."""

import pytest

from evals.comparison.paired import difference, flips, holm


@pytest.mark.parametrize(
    ("won", "lost", "p_worse"),
    [(0, 0, 1.0), (0, 1, 0.5), (0, 5, 1 / 32), (1, 5, 7 / 64), (5, 0, 1.0)],  # binomial tails at one half
)
def test_mcnemar_is_the_exact_binomial_tail_of_the_flips(won: int, lost: int, p_worse: float) -> None:
    found = flips([(False, True)] * won + [(True, False)] * lost + [(True, True)] * 4 + [(False, False)] * 3)
    assert (found.won, found.lost, found.tied, found.of) == (won, lost, 7, won + lost + 7)
    assert found.p_worse == pytest.approx(p_worse)


def test_without_a_flip_there_is_no_share_to_be_sure_of() -> None:
    assert flips([(True, True)]).share_won is None


def test_a_difference_is_between_ratios_of_sums_and_lies_in_its_interval() -> None:
    found = difference([((1, 1), (0, 1)), ((2, 3), (2, 3)), ((0, 2), (1, 2)), ((1, 1), (1, 1))])
    assert found is not None
    assert (found.before, found.after, found.pairs) == (4 / 7, 4 / 7, 4)
    assert found.interval.low < found.value < found.interval.high


def test_a_figure_that_no_case_changed_differs_by_exactly_nothing() -> None:
    found = difference([((1, 2), (1, 2)), ((0, 1), (0, 1))])
    assert found is not None
    assert (found.interval.low, found.interval.high) == (0.0, 0.0)


def test_no_pair_is_no_difference() -> None:
    assert difference([]) is None


def test_holm_multiplies_the_smallest_most_and_never_reorders() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.9, 0.8]) == (1.0, 1.0)
    assert holm([]) == ()

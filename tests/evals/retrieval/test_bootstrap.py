"""Intervals: right where the answer is known, the same at every run, honest about conversations."""

import pytest

from evals.retrieval.bootstrap import auroc, auroc_difference, mean


def test_a_mean_lies_inside_its_interval_and_is_the_same_again() -> None:
    values = [0.0, 1.0, 1.0, 0.5, 1.0, 0.0]
    clusters = [str(n) for n in range(6)]
    first = mean(values, clusters)
    assert first is not None
    assert first.value == pytest.approx(3.5 / 6)
    assert first.low < first.value < first.high
    assert first == mean(values, clusters)


def test_equal_values_leave_no_doubt() -> None:
    found = mean([0.25] * 5, list("abcde"))
    assert found is not None
    assert (found.value, found.low, found.high, found.n) == (0.25, 0.25, 0.25, 5)


def test_queries_of_one_conversation_are_worth_less_than_as_many_conversations() -> None:
    values = [1.0, 1.0, 0.0, 0.0] * 10
    apart = mean(values, [str(n) for n in range(40)])
    together = mean(values, [str(n // 2) for n in range(40)])
    assert apart is not None
    assert together is not None
    assert together.high - together.low > apart.high - apart.low


@pytest.mark.parametrize(
    ("scores", "value"),
    [([3.0, 2.0, 1.0, 0.0], 1.0), ([0.0, 1.0, 2.0, 3.0], 0.0), ([1.0] * 4, 0.5), ([3.0, 1.0, 2.0, 0.0], 0.75)],
)
def test_auroc_counts_pairs_in_the_right_order(scores: list[float], value: float) -> None:
    found = auroc(scores, [True, True, False, False], list("abcd"))
    assert found is not None
    assert found.value == value


def test_one_class_alone_tells_nothing_apart() -> None:
    assert auroc([1.0, 2.0], [True, True], ["a", "b"]) is None
    assert auroc_difference([1.0], [1.0], [False], ["a"]) is None
    assert mean([], []) is None


def test_a_signal_differs_from_itself_by_nothing() -> None:
    scores, positive = [0.9, 0.2, 0.4, 0.1, 0.8, 0.3], [True, False, True, False, True, False]
    found = auroc_difference(scores, scores, positive, list("abcdef"))
    assert found is not None
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)

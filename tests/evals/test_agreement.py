"""Agreement against a table worked by hand and against scikit-learn."""

import random

import pytest
from sklearn.metrics import cohen_kappa_score

from evals.agreement import agreement


def test_kappa_of_a_table_worked_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement(pairs)
    assert (found.n, found.same, found.share) == (50, 35, 0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.kappa_interval is not None
    assert found.kappa_interval.low < 0.2 < 0.4 < 0.6 < found.kappa_interval.high


@pytest.mark.parametrize("seed", range(5))
def test_kappa_is_scikit_learns(seed: int) -> None:
    drawn = random.Random(seed)
    pairs = [(drawn.choice("abcd"), drawn.choice("abcd")) for _ in range(60)]
    assert agreement(pairs).kappa == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))


def test_full_agreement_on_two_words_is_one() -> None:
    assert agreement([("a", "a"), ("b", "b")] * 10).kappa == 1


def test_kappa_is_undefined_where_one_word_was_used_and_says_so() -> None:
    found = agreement([("a", "a")] * 5)
    assert (found.share, found.kappa, found.kappa_interval) == (1, None, None)
    assert "undefined" in str(found)


def test_nothing_judged_by_both_is_no_agreement() -> None:
    found = agreement([])
    assert (found.n, found.share, found.kappa) == (0, None, None)
    assert str(found) == "n=0"


def test_the_interval_is_the_same_at_every_run_and_narrows_with_more() -> None:
    few = agreement([("a", "a"), ("b", "b"), ("a", "b")] * 5)
    many = agreement([("a", "a"), ("b", "b"), ("a", "b")] * 50)
    assert few == agreement([("a", "a"), ("b", "b"), ("a", "b")] * 5)
    assert few.kappa_interval is not None
    assert many.kappa_interval is not None
    assert many.kappa_interval.high - many.kappa_interval.low < few.kappa_interval.high - few.kappa_interval.low

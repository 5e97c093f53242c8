"""A threshold from scores and labels."""

import pytest

from copilot.calibration.choose import choose


def test_the_threshold_is_as_high_as_the_allowed_refusals_let_it_be() -> None:
    answerable = [score / 100 for score in range(1, 101)]  # 0.01 .. 1.00
    chosen = choose(answerable, [0.0, 0.05, 0.2, 0.5], 0.10)
    assert chosen.threshold == pytest.approx(0.11)  # ten of the hundred are below
    assert (chosen.false_confidence.events, chosen.false_confidence.n) == (2, 4)


def test_scores_that_tell_the_labels_apart_have_an_area_of_one_and_no_false_confidence() -> None:
    chosen = choose([0.9] * 30, [0.1] * 30, 0.05)
    assert chosen.auroc == 1.0
    assert chosen.false_confidence.events == 0
    assert 0.1 < chosen.false_confidence.high < 0.2  # 0 of 30 says no more than that


def test_ties_count_half() -> None:
    assert choose([0.5] * 20, [0.5] * 20, 0.0).auroc == 0.5


def test_intervals_hold_their_figures() -> None:
    chosen = choose([0.4, 0.6, 0.8, 0.9], [0.1, 0.3, 0.5, 0.7], 0.25)
    assert chosen.auroc_low < chosen.auroc < chosen.auroc_high
    assert chosen.over_refusal.low <= chosen.over_refusal.value <= chosen.over_refusal.high

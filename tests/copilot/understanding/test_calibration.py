"""Probabilities of intents, held against how often they are right."""

from collections.abc import Sequence

import numpy as np
import pytest

from copilot.understanding.calibration import calibration, expected_error
from copilot.understanding.meaning import Vectors


def along_axes(texts: Sequence[str]) -> Vectors:
    """Texts that begin alike point the same way."""
    return np.array([[text[0] == letter for letter in "abc"] for text in texts], dtype=np.float32)


def test_sure_and_right_is_no_error_and_sure_and_half_right_is_half_an_error() -> None:
    sure = np.array([1.0, 1.0, 1.0, 1.0])
    assert expected_error(sure, np.array([True] * 4)) == 0.0
    assert expected_error(sure, np.array([True, False, True, False])) == pytest.approx(0.5)


def test_gaps_of_different_bins_do_not_cancel() -> None:
    assert expected_error(np.array([0.55, 0.95]), np.array([True, False])) == pytest.approx((0.45 + 0.95) / 2)


def test_exemplars_that_point_apart_are_told_apart() -> None:
    exemplars = {name: [f"{name[-1]}{number}" for number in range(10)] for name in ("a", "b", "is-c")}
    found = calibration(exemplars, along_axes, "is-c")
    assert (found.n, found.accuracy, found.out_of_scope_precision, found.out_of_scope_recall) == (30, 1.0, 1.0, 1.0)
    assert found.error < 0.1


def each_its_own_way(texts: Sequence[str]) -> Vectors:
    return np.eye(len(texts), dtype=np.float32)


def test_an_exemplar_is_not_judged_by_a_classifier_that_has_seen_it() -> None:
    unlike = {"x": ["a", "b", "c", "d"], "y": ["e", "f", "g", "h"]}  # whoever has seen them tells all of them
    assert calibration(unlike, each_its_own_way, "out").accuracy <= 0.5


def test_one_class_is_no_choice() -> None:
    with pytest.raises(ValueError, match="two intents"):
        calibration({"x": ["a1", "a2"], "y": ["b1"]}, along_axes, "out")

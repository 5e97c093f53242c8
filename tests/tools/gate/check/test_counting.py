"""The count of a product is that of walking through it."""

from itertools import product
from math import prod

import numpy as np
import pytest

from tools.gate.check.counting import Factor, count

SIZES = {"a": 2, "b": 3, "c": 2, "d": 4, "e": 3}


def factor(seed: int, *axes: str) -> Factor:
    weights = np.random.default_rng(seed).integers(0, 2, [SIZES[axis] for axis in axes])
    return Factor(axes, weights)


def walked(factors: list[Factor]) -> int:
    states = (dict(zip(SIZES, places, strict=True)) for places in product(*(range(size) for size in SIZES.values())))
    return sum(all(f.weights[tuple(state[axis] for axis in f.axes)] for f in factors) for state in states)


@pytest.mark.parametrize("seed", range(12))
def test_as_many_as_one_by_one(seed: int) -> None:
    factors = [factor(seed, "a", "b"), factor(seed + 50, "c", "b"), factor(seed + 99, "e", "a", "d")]
    counted = count(factors, SIZES)
    assert counted.states == walked(factors)
    if counted.example is None:
        assert counted.states == 0
    else:
        assert all(f.weights[tuple(counted.example[axis] for axis in f.axes)] for f in factors)


def test_nothing_asked_is_everything() -> None:
    assert count([], SIZES).states == prod(SIZES.values())


def test_nothing_that_fits_has_no_example() -> None:
    assert count([Factor(("a",), np.zeros(2, dtype=int))], SIZES).example is None


def test_more_states_than_a_machine_word_holds_are_counted_exactly() -> None:
    sizes = {f"axis {number}": 10 for number in range(30)}
    one = Factor(("axis 3",), np.array([1] + [0] * 9))
    assert count([one], sizes).states == 10**29

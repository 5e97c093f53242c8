"""How many combinations satisfy several tables at once, exactly, without walking through all of them.

Each table speaks of a few attributes only. Attributes are eliminated one after the other: the tables that speak of one
are multiplied, and it is summed out. The count is that of the full product (bucket elimination, Dechter 1999).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

INT64_MAX = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Factor:
    """One array with an axis per attribute: 1 where a combination is wanted."""

    axes: tuple[str, ...]
    weights: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """The number of combinations, and one of them by value places; None where there is none."""

    states: int
    example: Mapping[str, int] | None


def count(factors: Sequence[Factor], sizes: Mapping[str, int]) -> Counted:
    """Combinations of all attributes in `sizes` that every factor wants."""
    whole = np.int64 if prod(sizes.values()) <= INT64_MAX else np.object_  # Python's own integers, slower, have no end
    left, steps = [Factor(factor.axes, factor.weights.astype(whole)) for factor in factors], []
    waiting = set(sizes)
    while waiting:
        axis = min(sorted(waiting), key=lambda name: _joined_size(name, left, sizes))
        waiting.remove(axis)
        about = [factor for factor in left if axis in factor.axes]
        joined = _product([*about, Factor((axis,), np.ones(sizes[axis], dtype=whole))], sizes)
        steps.append((axis, joined))
        left = [factor for factor in left if axis not in factor.axes] + [_summed(joined, axis)]
    states = prod(int(factor.weights) for factor in left)
    return Counted(states, _example(steps) if states else None)


def _joined_size(axis: str, factors: Sequence[Factor], sizes: Mapping[str, int]) -> int:
    together = {axis}.union(*(factor.axes for factor in factors if axis in factor.axes))
    return prod(sizes[name] for name in together)


def _product(factors: Sequence[Factor], sizes: Mapping[str, int]) -> Factor:
    axes = tuple(sorted(frozenset().union(*(factor.axes for factor in factors))))
    weights = np.ones([sizes[axis] for axis in axes], dtype=factors[0].weights.dtype)
    for factor in factors:
        order = sorted(range(len(factor.axes)), key=lambda place: factor.axes[place])
        shape = [sizes[axis] if axis in factor.axes else 1 for axis in axes]
        weights = weights * factor.weights.transpose(order).reshape(shape)
    return Factor(axes, weights)


def _summed(factor: Factor, axis: str) -> Factor:
    kept = tuple(name for name in factor.axes if name != axis)
    return Factor(kept, factor.weights.sum(axis=factor.axes.index(axis)))


def _example(steps: Sequence[tuple[str, Factor]]) -> dict[str, int]:
    """Walk back: what was eliminated last is chosen first."""
    chosen: dict[str, int] = {}
    for axis, factor in reversed(steps):
        place = tuple(slice(None) if name == axis else chosen[name] for name in factor.axes)
        chosen[axis] = int(np.argmax(factor.weights[place] > 0))
    return chosen

"""Intervals by resampling: queries of one conversation are drawn together, for they rise and fall together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.intervals import CONFIDENCE

SAMPLES = 2000
_SEED = 20260615  # any: the same figures at every run
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its percentile interval (Efron 1979), 95%, of `n` queries."""

    value: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.2f}, {self.high:.2f}]"


def mean(values: Sequence[float], clusters: Sequence[str]) -> Estimate | None:
    """The mean over queries; of differences it is the paired difference. None where there is no value."""
    if not values:
        return None
    weights = _weights(clusters)
    numbers = np.asarray(values, dtype=np.float64)
    return _estimate(float(numbers.mean()), weights @ numbers / weights.sum(axis=1), len(values))


def auroc(scores: Sequence[float], positive: Sequence[bool], clusters: Sequence[str]) -> Estimate | None:
    """How often a positive scores above a negative, a tie counting half. None where one class is empty."""
    if len(set(positive)) < 2:
        return None
    value, resampled = _auroc(scores, positive, _weights(clusters))
    return _estimate(value, resampled, len(scores))


def auroc_difference(
    ours: Sequence[float], theirs: Sequence[float], positive: Sequence[bool], clusters: Sequence[str]
) -> Estimate | None:
    """`ours` minus `theirs` on the same queries, resampled together. None where one class is empty."""
    if len(set(positive)) < 2:
        return None
    weights = _weights(clusters)
    first, first_resampled = _auroc(ours, positive, weights)
    second, second_resampled = _auroc(theirs, positive, weights)
    return _estimate(first - second, first_resampled - second_resampled, len(positive))


def _auroc(scores: Sequence[float], positive: Sequence[bool], weights: Floats) -> tuple[float, Floats]:
    numbers, is_positive = np.asarray(scores, dtype=np.float64), np.asarray(positive)
    high, low = numbers[is_positive], numbers[~is_positive]
    wins = (high[:, None] > low[None, :]) + 0.5 * (high[:, None] == low[None, :])
    of_high, of_low = weights[:, is_positive], weights[:, ~is_positive]
    pairs = of_high.sum(axis=1) * of_low.sum(axis=1)
    drawn = pairs > 0  # a resample without one of the classes says nothing
    resampled = ((of_high @ wins) * of_low).sum(axis=1)[drawn] / pairs[drawn]
    return float(wins.mean()), resampled


def _weights(clusters: Sequence[str]) -> Floats:
    """How often each query is drawn in each resample, shape (SAMPLES, n)."""
    names, member = np.unique(np.asarray(clusters), return_inverse=True)
    drawn = np.random.default_rng(_SEED).multinomial(len(names), np.full(len(names), 1 / len(names)), SAMPLES)
    return np.asarray(drawn[:, member], dtype=np.float64)


def _estimate(value: float, resampled: Floats, n: int) -> Estimate:
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return Estimate(value, float(low), float(high), n)

"""From scores and labels to a threshold, with what it costs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binomtest, mannwhitneyu, norm

from copilot.calibration.rate import Rate

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Chosen:
    """A threshold: a question whose score is at or above it is answered.

    The rates are leave-one-out: each case is judged at the threshold that the others give. `auroc` is the chance that
    an answerable question scores above an unanswerable one, ties counting half.
    """

    threshold: float
    auroc: float
    auroc_low: float
    auroc_high: float
    false_confidence: Rate
    over_refusal: Rate


def choose(answerable: Sequence[float], unanswerable: Sequence[float], at_most: float) -> Chosen:
    """The highest threshold that refuses at most the share `at_most` of the answerable; neither may be empty."""
    area = float(mannwhitneyu(answerable, unanswerable).statistic) / (len(answerable) * len(unanswerable))
    low, high = _area_interval(area, len(answerable), len(unanswerable))
    threshold = _threshold(answerable, at_most)
    left_out = [_threshold([*answerable[:i], *answerable[i + 1 :]], at_most) for i in range(len(answerable))]
    refused = sum(score < without for score, without in zip(answerable, left_out, strict=True))
    confident = sum(score >= threshold for score in unanswerable)
    return Chosen(threshold, area, low, high, _rate(confident, len(unanswerable)), _rate(refused, len(answerable)))


def _threshold(answerable: Sequence[float], at_most: float) -> float:
    return sorted(answerable)[math.floor(at_most * len(answerable))]


def _rate(events: int, n: int) -> Rate:
    interval = binomtest(events, n).proportion_ci(CONFIDENCE, method="wilson")
    return Rate(events, n, float(interval.low), float(interval.high))


def _area_interval(area: float, positives: int, negatives: int) -> tuple[float, float]:
    """Hanley and McNeil (1982), cut to 0..1."""
    both, other = area / (2 - area), 2 * area**2 / (1 + area)
    variance = area * (1 - area) + (positives - 1) * (both - area**2) + (negatives - 1) * (other - area**2)
    reach = float(norm.ppf((1 + CONFIDENCE) / 2)) * math.sqrt(max(variance, 0.0) / (positives * negatives))
    return max(0.0, area - reach), min(1.0, area + reach)

"""How sure a figure is: two-sided intervals for rates, with scipy's own formulas."""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import beta, binomtest, norm

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends of it; a rate's are inside 0..1."""

    low: float
    high: float


def wilson(successes: int, trials: int, confidence: float = CONFIDENCE) -> Interval | None:
    """Wilson's score interval, without continuity correction. None when there was no trial."""
    return _binomial(successes, trials, confidence, "wilson")


def clopper_pearson(successes: int, trials: int, confidence: float = CONFIDENCE) -> Interval | None:
    """The exact interval: never too narrow, so it is the one for what must not happen. None when there was no trial."""
    return _binomial(successes, trials, confidence, "exact")


def exact_upper(events: int, trials: int, confidence: float = CONFIDENCE) -> float | None:
    """One-sided exact upper bound: 0 of 299 gives 0.00997, which is what it takes to claim 99%."""
    if trials == 0:
        return None
    return 1.0 if events == trials else float(beta.ppf(confidence, events + 1, trials - events))


def clustered(parts: Sequence[float], wholes: Sequence[float], confidence: float = CONFIDENCE) -> Interval | None:
    """Wilson's interval for sum(parts) / sum(wholes), on the effective trials. None when there is no item."""
    trials, total = effective_trials(parts, wholes), sum(wholes)
    return wilson_effective(sum(parts) / total, trials, confidence) if trials else None


def effective_trials(parts: Sequence[float], wholes: Sequence[float]) -> float:
    """How many independent trials the items are worth, where those of one case rise and fall together.

    p(1-p) over the variance of the ratio estimated between cases (linearised, n/(n-1) corrected), at most the number
    of items. Where that variance is zero (all right, all wrong, a single case) the cases count, not their items. One
    whole item per case is a trial each.
    """
    used = [(part, whole) for part, whole in zip(parts, wholes, strict=True) if whole > 0]
    count, total = len(used), sum(whole for _, whole in used)
    if all(whole == 1 and part in (0, 1) for part, whole in used):
        return count
    rate = sum(part for part, _ in used) / total
    spread = sum((part - rate * whole) ** 2 for part, whole in used) / total**2
    variance = spread * count / (count - 1) if count > 1 else 0.0
    return min(total, rate * (1 - rate) / variance) if variance > 0 else count


def wilson_effective(rate: float, trials: float, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's formula for a rate on a number of trials that need not be whole (Wilson 1927, eq. 1 solved for p)."""
    z = float(norm.ppf(0.5 + confidence / 2))
    centre = (rate + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * (rate * (1 - rate) / trials + z * z / (4 * trials * trials)) ** 0.5
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def _binomial(successes: int, trials: int, confidence: float, method: str) -> Interval | None:
    if trials == 0:
        return None
    found = binomtest(successes, trials).proportion_ci(confidence_level=confidence, method=method)
    return Interval(float(found.low), float(found.high))

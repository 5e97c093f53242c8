"""What two runs on the same cases show: flips by an exact test, differences of figures by a paired bootstrap."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from evals.comparison.run import Counts
from evals.intervals import CONFIDENCE, Interval, clopper_pearson

SAMPLES = 2000
_SEED = 20260615  # any: the same interval at every run


@dataclass(frozen=True, slots=True)
class Flips:
    """Cases that became right (`won`), became wrong (`lost`) or stayed as they were (`tied`).

    `p_worse` is McNemar's exact one-sided p: how often a change that does nothing loses this many of the flips.
    `share_won` is the exact interval of won / flipped; None without a flip.
    """

    won: int
    lost: int
    tied: int
    p_worse: float
    p_better: float
    share_won: Interval | None

    @property
    def of(self) -> int:
        """Pairs that both runs judged."""
        return self.won + self.lost + self.tied


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in both runs on the pairs that both scored, and after minus before with its interval."""

    before: float
    after: float
    interval: Interval  # of the difference, inside -1..1
    pairs: int

    @property
    def value(self) -> float:
        """After minus before."""
        return self.after - self.before


def flips(pairs: Sequence[tuple[bool, bool]], confidence: float = CONFIDENCE) -> Flips:
    """Counts over (right before, right after). Without a flip both p are 1."""
    won = sum(after and not before for before, after in pairs)
    lost = sum(before and not after for before, after in pairs)
    changed = won + lost
    worse, better = (
        (float(binomtest(n, changed, 0.5, alternative="greater").pvalue) if changed else 1.0) for n in (lost, won)
    )
    return Flips(won, lost, len(pairs) - changed, worse, better, clopper_pearson(won, changed, confidence))


def difference(pairs: Sequence[tuple[Counts, Counts]], confidence: float = CONFIDENCE) -> Difference | None:
    """Ratio of sums after minus before. Percentile bootstrap (Efron 1979) over cases, both runs drawn together.

    None without a pair. Where every case scored the same in both, the interval is the point 0.
    """
    if not pairs:
        return None
    counts = np.asarray(pairs, dtype=np.float64).reshape(len(pairs), 4)  # part, whole before; part, whole after
    drawn = np.random.default_rng(_SEED).multinomial(len(pairs), np.full(len(pairs), 1 / len(pairs)), SAMPLES) @ counts
    spread = drawn[:, 2] / drawn[:, 3] - drawn[:, 0] / drawn[:, 1]
    low, high = np.quantile(spread, [(1 - confidence) / 2, (1 + confidence) / 2])
    sums = counts.sum(axis=0)
    interval = Interval(float(low), float(high))
    return Difference(float(sums[0] / sums[1]), float(sums[2] / sums[3]), interval, len(pairs))


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p in the order given, for as many tests as there are (Holm 1979)."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, p_values[place] * (len(p_values) - rank)))
        adjusted[place] = highest
    return tuple(adjusted)

"""How far two people, or a person and a judge, say the same of the same things."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from evals.intervals import CONFIDENCE, Interval, wilson

SAMPLES = 2000
_SEED = 20260615  # any: the same figures at every run
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over `n` things judged by both. `kappa` is None where chance alone would agree always: one word was used."""

    n: int
    same: int
    kappa: float | None
    kappa_interval: Interval | None

    @property
    def share(self) -> float | None:
        """Judged the same of all; None of none."""
        return self.same / self.n if self.n else None

    @property
    def share_interval(self) -> Interval | None:
        """Wilson's."""
        return wilson(self.same, self.n)

    def __str__(self) -> str:
        if self.share is None or self.share_interval is None:
            return "n=0"
        share = f"{self.share:.3f} [{self.share_interval.low:.2f}, {self.share_interval.high:.2f}]"
        kappa = "undefined (one word was used)" if self.kappa is None else f"{self.kappa:.3f}"
        ends = self.kappa_interval
        return f"the same in {share}, kappa {kappa}{f' [{ends.low:.2f}, {ends.high:.2f}]' if ends else ''}, n={self.n}"


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Of (first's word, second's word). Cohen's kappa (1960): (observed - by chance) / (1 - by chance).

    Its interval is the percentile bootstrap over the things judged (Efron 1979); resamples in which kappa is
    undefined say nothing and are left out.
    """
    words = sorted({word for pair in pairs for word in pair})
    cells = np.zeros((len(words), len(words)))
    for first, second in pairs:
        cells[words.index(first), words.index(second)] += 1
    same = sum(first == second for first, second in pairs)
    value = _kappas(cells[None])
    if not value.size:
        return Agreement(len(pairs), same, None, None)
    drawn = np.random.default_rng(_SEED).multinomial(len(pairs), cells.ravel() / len(pairs), SAMPLES)
    resampled = _kappas(drawn.reshape(SAMPLES, *cells.shape))
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return Agreement(len(pairs), same, float(value[0]), Interval(float(low), float(high)))


def _kappas(tables: Floats | NDArray[np.int64]) -> Floats:
    """Of each table (tables, words, words) for which it is defined."""
    totals = tables.sum(axis=(1, 2))
    tables = tables[totals > 0] / totals[totals > 0][:, None, None]
    observed = np.trace(tables, axis1=1, axis2=2)
    chance = (tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1)
    defined = chance < 1 - 1e-12  # rounding must not make a certain thing doubtful
    return np.asarray((observed[defined] - chance[defined]) / (1 - chance[defined]), dtype=np.float64)


def between(said: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Agreement]:
    """Agreement of each two people on what both judged. `said`: their word by (thing, person)."""
    people = sorted({person for _, person in said})
    things = sorted({thing for thing, _ in said})
    found = {}
    for one, other in combinations(people, 2):
        both = [thing for thing in things if (thing, one) in said and (thing, other) in said]
        if both:
            found[one, other] = agreement([(said[thing, one], said[thing, other]) for thing in both])
    return found


def settled(said: Mapping[tuple[str, str], str]) -> dict[str, str | None]:
    """What most people say of each thing; None where two words are said equally often."""
    words: dict[str, list[str]] = {}
    for (thing, _), word in sorted(said.items()):
        words.setdefault(thing, []).append(word)
    return {thing: _most(given) for thing, given in words.items()}


def _most(words: Sequence[str]) -> str | None:
    (first, most), *others = Counter(words).most_common()
    return None if any(count == most for _, count in others) else first

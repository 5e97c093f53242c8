"""What a turn takes: milliseconds cold and warm, tokens, money. Times differ between runs and are kept apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from evals.gates import Price
from evals.intervals import CONFIDENCE
from evals.scoring import Scored


@dataclass(frozen=True, slots=True)
class Quantile:
    """One quantile in milliseconds with its order-statistic interval; `high` None: too few turns to bound it."""

    value: float
    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class Speed:
    """`cold` is the first turn after the start, played alone; `warm` the rest, as many side by side as `workers`."""

    cold_ms: float
    turns: int
    warm_p50: Quantile | None
    warm_p95: Quantile | None
    steps_p50: Mapping[str, float]
    workers: int
    seconds: float  # the whole run, the start included


@dataclass(frozen=True, slots=True)
class Cost:
    """Per turn that was played; money None without a price."""

    turns: int
    input_tokens: int
    output_tokens: int
    money: float | None
    currency: str | None

    @property
    def tokens_per_turn(self) -> float:
        """Both kinds together."""
        return (self.input_tokens + self.output_tokens) / self.turns if self.turns else 0.0


def speed(cases: Sequence[Scored], workers: int, seconds: float) -> Speed | None:
    """None where no turn was timed."""
    timed = [trace.timings for case in cases for trace in case.traces if trace is not None and trace.timings]
    if not timed:
        return None
    cold, *warm = [sum(steps.values()) for steps in timed]
    steps = {name: float(np.median([t.get(name, 0.0) for t in timed[1:] or timed])) for name in timed[0]}
    p50, p95 = (_quantile(sorted(warm), q) if warm else None for q in (0.5, 0.95))
    return Speed(cold, len(timed), p50, p95, steps, workers, seconds)


def cost(cases: Sequence[Scored], price: Price | None) -> Cost:
    """What the model read and wrote; nothing without one."""
    turns = sum(trace is not None for case in cases for trace in case.traces)
    read, written = sum(case.tokens.input for case in cases), sum(case.tokens.output for case in cases)
    money = None if price is None else (read * price.input_per_million + written * price.output_per_million) / 1e6
    return Cost(turns, read, written, money, None if price is None else price.currency)


def _quantile(ordered: Sequence[float], q: float) -> Quantile:
    """The interval takes the order statistics between which a binomial count falls (Conover 1999, 3.2)."""
    n, tail = len(ordered), (1 - CONFIDENCE) / 2
    low, high = int(binom.ppf(tail, n, q)), int(binom.ppf(1 - tail, n, q)) + 1
    return Quantile(float(np.quantile(ordered, q)), ordered[max(0, low - 1)], ordered[high - 1] if high <= n else None)

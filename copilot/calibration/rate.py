"""A share of cases with its interval."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`events` of `n`, with its 95% Wilson interval."""

    events: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share."""
        return self.events / self.n

"""Money: whole minor units (cents, pence) and the currency they are in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import total_ordering


class CurrencyMismatchError(ValueError):
    """Two amounts in different currencies were added, subtracted or compared."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"cannot combine {left} with {right}")
        self.left = left
        self.right = right


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount. `minor` counts hundredths of the currency's unit; every currency the shop sells in has two decimals.

    Equality across currencies is False; adding, subtracting and ordering across them raise CurrencyMismatchError.
    """

    minor: int
    currency: str  # ISO 4217, upper case

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Nothing, in `currency`."""
        return cls(0, currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        """The sum; zero in `currency` when there is nothing to add."""
        return sum(amounts, cls.zero(currency))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        """As the policies write it, with the currency code behind: 1,234.50 USD."""
        sign = "-" if self.minor < 0 else ""
        units, hundredths = divmod(abs(self.minor), 100)
        return f"{sign}{units:,}.{hundredths:02d} {self.currency}"

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return other.minor

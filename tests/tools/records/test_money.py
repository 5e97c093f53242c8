"""Amounts add up in whole minor units and never mix currencies."""

import operator
from collections.abc import Callable

import pytest

from tools.money import CurrencyMismatchError, Money


@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (0, "0.00 USD"),
        (5, "0.05 USD"),
        (6400, "64.00 USD"),
        (123450, "1,234.50 USD"),
        (-5, "-0.05 USD"),
        (-100, "-1.00 USD"),
    ],
)
def test_an_amount_reads_as_the_policies_write_it(minor: int, text: str) -> None:
    assert str(Money(minor, "USD")) == text


def test_amounts_add_subtract_and_order() -> None:
    assert Money(150, "GBP") + Money(50, "GBP") == Money(200, "GBP")
    assert Money(150, "GBP") - Money(200, "GBP") == Money(-50, "GBP")
    assert Money(150, "GBP") < Money(151, "GBP")
    assert Money(150, "GBP") >= Money(150, "GBP")


@pytest.mark.parametrize("combine", [operator.add, operator.sub, operator.lt, operator.ge])
def test_currencies_do_not_combine(combine: Callable[[Money, Money], object]) -> None:
    with pytest.raises(CurrencyMismatchError, match="cannot combine USD with EUR"):
        combine(Money(1, "USD"), Money(1, "EUR"))


def test_the_same_number_in_another_currency_is_another_amount() -> None:
    assert Money(1, "USD") != Money(1, "EUR")


def test_the_total_of_nothing_is_zero_in_the_currency_asked_for() -> None:
    assert Money.total([], "EUR") == Money(0, "EUR")
    assert Money.total([Money(2, "EUR"), Money(3, "EUR")], "EUR") == Money(5, "EUR")


def test_a_total_refuses_a_foreign_amount() -> None:
    with pytest.raises(CurrencyMismatchError):
        Money.total([Money(2, "EUR"), Money(3, "USD")], "EUR")


def test_only_zero_is_false() -> None:
    assert not Money(0, "USD")
    assert Money(-1, "USD")

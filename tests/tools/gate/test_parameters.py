"""Dated parameters: the right value on the right day in the right place, or none."""

from datetime import date

import pytest

from tools.gate.parameters import ParameterError, Parameters, UnknownParameterError, load

WINDOW = """
window:
  unit: days
  about: How long.
  values:
    - {value: 45, effective_to: 2026-02-28, doc_id: d, version: "1", quote: within 45 days}
    - {value: 30, effective_from: 2026-03-01, doc_id: d, version: "2", quote: within 30 days}
"""
FEE = """
fee:
  unit: money
  about: How much.
  values:
    - {value: "15.00", region: uk, doc_id: d, version: "1", quote: costs 15.00}
    - {value: "7.95", region: eu, doc_id: d, version: "1", quote: costs 7.95}
"""
LAST = """
last:
  unit: date
  about: Until when.
  values:
    - {value: 2026-01-31, effective_from: 2025-11-01, effective_to: 2025-12-24, doc_id: d, version: "1", quote: x}
"""


def read(*texts: str) -> Parameters:
    return load((f"{place}.yaml", text) for place, text in enumerate(texts))


@pytest.mark.parametrize(
    ("day", "days"),
    [(date(2020, 1, 1), 45), (date(2026, 2, 28), 45), (date(2026, 3, 1), 30), (date(2030, 1, 1), 30)],
)
def test_the_value_of_the_day(day: date, days: int) -> None:
    assert read(WINDOW).number("window", day) == days


def test_money_is_minor_units_of_the_region() -> None:
    fees = read(FEE)
    assert fees.number("fee", date(2026, 1, 1), "uk") == 1500
    assert fees.number("fee", date(2026, 1, 1), "eu") == 795
    assert fees.number("fee", date(2026, 1, 1), "us") is None


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2025, 10, 31), None),
        (date(2025, 11, 1), date(2026, 1, 31)),
        (date(2025, 12, 24), date(2026, 1, 31)),
        (date(2025, 12, 25), None),
    ],
)
def test_a_day_holds_between_its_dates(day: date, last: date | None) -> None:
    assert read(LAST).day("last", day) == last


def test_a_name_nobody_declares_is_an_error() -> None:
    with pytest.raises(UnknownParameterError, match=r"no parameters\.yaml declares widow"):
        read(WINDOW).number("widow", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WINDOW.replace("effective_from: 2026-03-01, ", ""), "two values for one day"),
        (WINDOW.replace("value: 45", "value: soon"), "window"),
        (WINDOW.replace("unit: days", "unit: moons"), "window"),
        (WINDOW.replace("value: 45", "value: 2026-01-01"), "is not a value in days"),
        (LAST.replace("value: 2026-01-31", "value: 31"), "is not a value in date"),
        (WINDOW.replace("quote: within 45 days", "qoute: within 45 days"), "quote"),
        ("window: {unit: days, about: x, values: []}", "values"),
    ],
)
def test_a_broken_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        read(text)


def test_one_name_is_declared_once() -> None:
    with pytest.raises(ParameterError, match=r"1\.yaml: window is declared twice"):
        read(WINDOW, WINDOW)


def test_the_same_parameters_have_the_same_canonical_text() -> None:
    assert read(WINDOW, FEE).canonical == read(FEE, WINDOW).canonical
    assert read(WINDOW).canonical != read(WINDOW.replace("30", "31")).canonical


def test_an_empty_file_declares_nothing() -> None:
    assert read("").declared == {}

"""Numbers, money, dates and phrases as values: a table per type."""

from typing import Any

import pytest

from evals.cases.facts import Fact
from evals.metrics.factual import says

THIRTY = {"number": 30, "unit": "days"}


@pytest.mark.parametrize(
    ("text", "fact", "said"),
    [
        ("Fee: 10 or so", {"number": 10}, True),
        ("Fee: 100 or so", {"number": 10}, False),  # the substring that fooled others
        ("Fee: 10.5 or so", {"number": 10}, False),
        ("order FH-10002", {"number": 10002}, False),
        ("worth 1,000 points", {"number": 1000, "unit": "points"}, True),
        ("It is 10.", {"number": 10}, True),
        ("take 15% off", {"number": 15, "unit": "percent"}, True),
        ("within 30 days of delivery", THIRTY, True),
        ("within 30 calendar days", THIRTY, True),
        ("a 30-day window", THIRTY, True),
        ("thirty days", THIRTY, True),
        ("twenty-one days", {"number": 21, "unit": "days"}, True),
        ("twenty-one days", {"number": 20, "unit": "days"}, False),
        ("30 minutes", THIRTY, False),
        ("within 130 days", THIRTY, False),
        ("3–6 business days", {"number": 3, "unit": "business days"}, True),
        ("3–6 business days", {"number": 6, "unit": "business days"}, True),
        ("7 to 21 days", {"number": 21, "unit": "days"}, True),
        ("1 day", {"number": 1, "unit": "days"}, True),
        ("5 business days", {"number": 5, "unit": "days"}, True),
        ("5 days", {"number": 5, "unit": "business days"}, False),
    ],
)
def test_numbers(text: str, fact: dict[str, Any], said: bool) -> None:
    assert says(text, Fact.model_validate(fact)) is said


@pytest.mark.parametrize(
    ("text", "fact", "said"),
    [
        ("We refund $64.00 today.", "64.00 USD", True),
        ("We refund 64.00 USD today.", "64.00 USD", True),
        ("We refund USD 64.00.", "64.00 USD", True),
        ("We refund £64.00 today.", "64.00 USD", False),
        ("We refund 64.00 today.", "64.00 USD", True),  # policies name no currency
        ("We refund £64.00 today.", "64.00", True),
        ("We refund $64.", "64.00 USD", True),
        ("We refund $640.00.", "64.00 USD", False),
        ("We refund $164.00.", "64.00 USD", False),
        ("wait 25 days", "25.00", False),
        ("a fee of 25.00 applies", "25.00", True),
        ("up to €1,000.00", "1000.00 EUR", True),
        ("4,95", "4.95", False),
    ],
)
def test_money(text: str, fact: str, said: bool) -> None:
    assert says(text, Fact.model_validate({"money": fact})) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("until 2026-06-20", True),
        ("until 20 June 2026", True),
        ("until June 20, 2026", True),
        ("until the 20th of June", True),
        ("until 20 Jun 2026", True),
        ("until 20 June 2025", False),
        ("until 2 June 2026", False),
        ("until 120 June", False),
        ("until 06/20/2026", False),
        ("until June 2026", False),
    ],
)
def test_dates(text: str, said: bool) -> None:
    assert says(text, Fact.model_validate({"date": "2026-06-20"})) is said


@pytest.mark.parametrize(
    ("text", "fact", "said"),
    [
        ("It is a **Final  sale** item", {"phrase": "final sale"}, True),
        ("finals", {"phrase": "final"}, False),
        ("The buyer’s card", {"phrase": "buyer's card"}, True),
        ("store credit", {"phrase": ["gift voucher", "store credit"]}, True),
        ("in transit", {"any": [{"phrase": "delivered"}, {"phrase": "in transit"}]}, True),
        ("30 days", {"any": [{"number": 14, "unit": "days"}, {"money": "30.00"}]}, False),
    ],
)
def test_phrases_and_alternatives(text: str, fact: dict[str, Any], said: bool) -> None:
    assert says(text, Fact.model_validate(fact)) is said

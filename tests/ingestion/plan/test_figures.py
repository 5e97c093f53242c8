"""Figures are picked out with their units, and an edit's changes to them are told."""

import pytest

from ingestion.plan.figures import changed_figures, figures, marked_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("within 30 days of delivery", ["30 days"]),
        ("10 business days", ["10 business days"]),
        ("a fee of 25.00 in total", ["25.00"]),
        ("costs $1,000.50 or 12 EUR", ["$1,000.50", "12 EUR"]),
        ("20% off, 15 percent", ["20%", "15 percent"]),
        ("from 1 March 2026 to June 5, 2026 or 2026-07-01", ["1 March 2026", "June 5, 2026", "2026-07-01"]),
        ("a 30-day window", ["30-day"]),
        ("over 30 kg", ["30 kg"]),
        ("3.1 You may return", []),
        ("See section 7 and clause 3.4", []),
        ("no figures", []),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("within 30 days", "within 14 days", ["30 days → 14 days"]),
        ("30 days and 25.00", "30 days and 35.00", ["25.00 → 35.00"]),
        ("any time", "within 14 days", ["(none) → 14 days"]),
        ("within 14 days", "any time", ["14 days → (none)"]),
        ("3.1 Within 30 days", "3.2 Within 30 days", []),
        ("the same 30 days", "30 days, the same", []),
    ],
)
def test_changed_figures(before: str, after: str, expected: list[str]) -> None:
    assert [str(change) for change in changed_figures(before, after)] == expected


def test_words_are_marked_and_what_is_far_from_a_change_is_left_out() -> None:
    words = " ".join(f"w{n}" for n in range(40))
    assert marked_words(f"Return within 30 days. {words}", f"Return within 14 days. {words}") == (
        "Return within [-30-] {+14+} days. w0 w1 w2 w3 w4 w5 w6 …"
    )

"""Dates that a message gives."""

from datetime import date

import pytest

from copilot.understanding.dates import find_dates

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("message", "ordered", "delivered"),
    [
        ("I bought it on 10 January 2026", date(2026, 1, 10), None),
        ("I ordered on February 20th and it arrived on March 2", date(2026, 2, 20), date(2026, 3, 2)),
        ("delivered 2026-05-20", None, date(2026, 5, 20)),
        ("it was delivered 3 weeks ago", None, date(2026, 5, 25)),
        ("bought two months ago", date(2026, 4, 15), None),
        ("I received it yesterday", None, date(2026, 6, 14)),
        ("purchased 3rd of December", date(2025, 12, 3), None),
        ("20 February 2026", date(2026, 2, 20), None),
        ("2026-02-31 is no day", None, None),
        ("how many days do I have?", None, None),
    ],
)
def test_a_date_belongs_to_the_nearest_word_before_it(
    message: str, ordered: date | None, delivered: date | None
) -> None:
    assert find_dates(message, TODAY)[:2] == (ordered, delivered)


def test_a_date_without_a_year_is_its_latest_past_occurrence() -> None:
    assert find_dates("bought on 20 June", TODAY)[0] == date(2025, 6, 20)


def test_dates_are_blanked_out_of_the_rest() -> None:
    rest = find_dates("delivered 2026-05-20 to 97205", TODAY)[2]
    assert "2026" not in rest
    assert rest.endswith("97205")

"""Numbers, amounts, dates, times and ids, in whatever notation."""

import pytest

from copilot.turn.answer.validation.figures import figures


def stands(said: str, source: str) -> bool:
    """Whether every figure of `said` occurs in `source`."""
    found = figures(said)
    assert found, f"no figure in {said!r}"
    return all(figure.stands_in(figures(source)) for figure in found)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("1000", "1,000.00"),
        ("1.000,00 EUR", "EUR 1,000.00"),
        ("25", "25.00"),
        ("$64.00", "64.00 USD"),
        ("64 dollars", "USD 64.00"),
        ("64.00", "64.00 USD"),
        ("30 days", "thirty days"),
        ("thirty days", "30 days"),
        ("a 30-day window", "within 30 days"),
        ("twenty-one days", "21 days"),
        ("one year", "1 year"),
        ("14 calendar days", "14 days"),
        ("5 working days", "5 business days"),
        ("3 business days", "3–6 business days"),
        ("3 to 6 business days", "3–6 business days"),
        ("3 to 6 business days", "Standard: 3–6"),
        ("10 percent", "10%"),
        ("10 per cent", "10 %"),
        ("15 June 2026", "2026-06-15"),
        ("June 15, 2026", "15 June 2026"),
        ("15 Jun", "15 June 2026"),
        ("the 15th of June", "2026-06-15"),
        ("March 2026", "2026-03-01"),
        ("15/06/2026", "2026-06-15"),
        ("03/04/2026", "4 March 2026"),
        ("03/04/2026", "3 April 2026"),
        ("9 am", "9:00–18:00"),
        ("6 p.m.", "9:00–18:00"),
        ("TRK556677", "TRK556677."),
        ("help@fernhollow.example", "Write to help@fernhollow.example."),
        ("section 3.1.2", "3.1.2 Exceptions"),
        ("two hundred points", "200 points"),
    ],
)
def test_the_same_figure_is_found_in_another_notation(said: str, source: str) -> None:
    assert stands(said, source)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("60 days", "30 days"),
        ("30 days", "30 weeks"),
        ("5 days", "5 business days"),
        ("30 days", "30%"),
        ("£64.00", "64.00 USD"),
        ("100", "1,000.00"),
        ("2.50", "25.0"),
        ("16 June 2026", "2026-06-15"),
        ("15 June 2025", "15 June 2026"),
        ("15 June 2026", "15 June"),
        ("9 pm", "9:00–18:00"),
        ("9:30", "9:00, and 30 days"),
        ("FH-10009", "FH-10001"),
        ("FH-1000", "FH-10001"),
        ("RF-5001", "R-5001"),
        ("refunds@fernhollow.example", "help@fernhollow.example"),
        ("https://fernhollow.example/pay", "https://fernhollow.example/help"),
        ("ninety days", "30 days"),
    ],
)
def test_another_figure_is_not(said: str, source: str) -> None:
    assert not stands(said, source)


@pytest.mark.parametrize(
    "text", ["one of our team", "a two-", "No one knows", "Final sale", "re-order", "may", "March on"]
)
def test_words_that_count_nothing_are_no_figures(text: str) -> None:
    assert [figure.seen for figure in figures(text)] in ([], ["2"])

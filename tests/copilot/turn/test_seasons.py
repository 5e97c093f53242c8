"""Times of the year are read from words, and spans are filled."""

import pytest

from copilot.turn.seasons import months, same_season

PROMISE = "The delivery promise does not apply to orders placed between 20 November and 31 December."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROMISE, {11, 12}),
        ("from 1 November 2025 until 24 December 2025", {11, 12}),
        ("between 15 December and 3 February", {12, 1, 2}),
        ("Say I pay for next day in early December", {12}),
        ("Ordered on May 3, came in March", {5, 3}),
        ("You may return it; the boots march on", set()),
        ("before Christmas, after Black Friday", {11, 12}),
        ("on 3 January and on 5 June", {1, 6}),
        ("a decent offer, marked by August", {8}),
        ("from December to February", {12, 1, 2}),
        ("from 20 November until January", {11, 12, 1}),
        ("between the 2nd of June and the 3rd of August", {6, 7, 8}),
        ("This may take ten days", set()),
        ("", set()),
    ],
)
def test_the_months_of_a_text(text: str, expected: set[int]) -> None:
    assert months(text) == expected


def test_a_month_within_a_span_is_of_the_same_season() -> None:
    assert same_season("Will it be late in early December?", PROMISE)
    assert not same_season("Will it be late in March?", PROMISE)
    assert not same_season("Will it be late?", PROMISE)

"""A clause that changed since its rule was reviewed is named, although the quote still stands."""

from datetime import date

import pytest

from tools.gate.quotes import Citation
from tools.gate.review import Review, ReviewError, clauses_now

CITED = [Citation("rule", "window", "returns", None, "within 30 days")]
OLD = "# Returns\n\n## Window\n\nYou may return items within 30 days.\n\n## Fees\n\nNone.\n"
DAY = date(2026, 6, 15)


def reviewed(*versions: str) -> Review:
    return Review({}).with_(clauses(*versions), "Dana", DAY)


def clauses(*versions: str) -> dict[str, dict[str, str]]:
    return clauses_now(CITED, {("returns", str(number)): text for number, text in enumerate(versions, start=1)})


def test_nothing_changed_is_nothing_to_review() -> None:
    assert list(reviewed(OLD).changed(clauses(OLD))) == []


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ([OLD.replace("days.", "days. Sofas cannot be returned.")], "returns 1: the section has changed"),
        ([OLD, OLD], "returns 2: a version that is new"),
        ([OLD, "# Returns\n\nNever."], "returns 2: a version that is new"),
        ([OLD.replace("30", "60")], "returns 1: the section has changed"),
    ],
)
def test_what_changed_since_is_named(versions: list[str], said: str) -> None:
    (problem,) = reviewed(OLD).changed(clauses(*versions))
    assert problem == f"rule window: {said} since Dana reviewed it on 2026-06-15"


def test_a_version_that_is_gone_is_named() -> None:
    (problem,) = reviewed(OLD, OLD).changed(clauses(OLD))
    assert "returns 2: the version is gone" in problem


@pytest.mark.parametrize("text", [OLD.replace("None.", "20.00."), OLD.replace("return items", "return\nitems")])
def test_another_section_and_other_line_breaks_change_nothing(text: str) -> None:
    assert list(reviewed(OLD).changed(clauses(text))) == []


def test_a_rule_that_nobody_reviewed_is_named() -> None:
    assert list(Review({}).changed(clauses(OLD))) == ["rule window: its clauses have never been reviewed"]


def test_a_review_survives_being_written_and_keeps_who_reviewed_what_did_not_change() -> None:
    review = Review.read(reviewed(OLD).text())
    assert review == reviewed(OLD)
    again = review.with_(clauses(OLD), "Ines", date(2026, 7, 1))
    assert again.entries["rule window"].by == "Dana"
    assert review.with_(clauses(OLD.upper()), "Ines", date(2026, 7, 1)).entries["rule window"].by == "Ines"


@pytest.mark.parametrize("text", ["rule window: {by: Dana}", "- no\n- map", "a: ["])
def test_a_review_that_cannot_be_read_says_so(text: str) -> None:
    with pytest.raises(ReviewError, match="the review of the rules cannot be read"):
        Review.read(text)

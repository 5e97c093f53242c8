"""Clauses before and after an edit are paired by what they say."""

from collections.abc import Callable

from ingestion.model import Chunk
from ingestion.plan.clauses import changed_clauses

Cut = Callable[..., list[Chunk]]


def test_equal_text_is_no_change_wherever_it_moved(chunked: Cut) -> None:
    before = chunked("## 1. A\n\nFirst words.\n\n## 2. B\n\nSecond words.\n")
    after = chunked("## 1. B\n\nSecond words.\n\n## 2. A\n\nFirst words.\n")
    assert changed_clauses(before, after) == []


def test_changed_added_and_removed_clauses_are_told_apart(chunked: Cut) -> None:
    before = chunked("## 1. A\n\nYou may return it within 30 days.\n\n## 2. B\n\nSomething entirely different.\n")
    after = chunked("## 1. A\n\nYou may return it within 14 days.\n\n## 3. C\n\nBrand new text here.\n")
    found = [(change.section, change.before, change.after) for change in changed_clauses(before, after)]
    assert found == [
        ("1. A", "You may return it within 30 days.", "You may return it within 14 days."),
        ("3. C", None, "Brand new text here."),
        ("2. B", "Something entirely different.", None),
    ]


def test_text_that_stands_twice_and_then_once_is_removed_once(chunked: Cut) -> None:
    [change] = changed_clauses(chunked("## A\n\nSame.\n\n## B\n\nSame.\n"), chunked("## A\n\nSame.\n"))
    assert (change.before, change.after) == ("Same.", None)

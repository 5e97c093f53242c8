"""One source of truth: what rules and parameters quote stands in the policies and says the value."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import frontmatter
import pytest
import yaml

from tools.catalogue import discover
from tools.gate.gate import Gate
from tools.gate.parameters import Unit
from tools.gate.quotes import Citation, as_it_stands, citations, gone, says, spelled_out, stands_in, unsaid

SAMPLE = Path("sample_docs")
TEXTS = {("d", "1"): "You may return\nmost **items** within 45 days.", ("d", "2"): "Within 30 days of delivery."}


@pytest.fixture(scope="module")
def policies() -> Mapping[tuple[str, str], str]:
    """The demo's policies by id and version."""
    texts: dict[tuple[str, str], str] = {}
    for path in SAMPLE.glob("*.md"):
        page = frontmatter.load(str(path))
        texts[str(page["id"]), str(page["version"])] = page.content
    for path in SAMPLE.glob("*.docx"):
        meta = yaml.safe_load(path.with_suffix(".meta.yaml").read_text(encoding="utf-8"))
        paragraphs = docx.Document(str(path)).paragraphs
        texts[meta["id"], str(meta["version"])] = "\n".join(paragraph.text for paragraph in paragraphs)
    assert texts, "the demo's policies are in sample_docs: without them nothing would be checked here"
    return texts


def test_every_quote_stands_in_its_policy(gate: Gate, policies: Mapping[tuple[str, str], str]) -> None:
    assert list(gone(citations(gate.book, discover("tools").parameters), policies)) == []


def test_a_quote_with_a_dated_number_is_looked_for_in_each_version_as_that_version_says_it() -> None:
    quote = "You may return most items within {return_window_days} of delivery."
    assert list(spelled_out(quote, discover("tools").parameters)) == [
        ("You may return most items within 45 days of delivery.", "2025.1"),
        ("You may return most items within 30 days of delivery.", "2026.1"),
    ]


def test_every_quote_of_a_parameter_says_its_value() -> None:
    assert list(unsaid(discover("tools").parameters)) == []


@pytest.mark.parametrize(
    ("citation", "problem"),
    [
        (Citation("rule", "r", "d", None, "most items within 45 days"), None),
        (Citation("rule", "r", "d", None, "Within 30 days"), None),
        (Citation("parameter", "p", "d", "1", "within 45 days"), None),
        (Citation("parameter", "p", "d", "2", "within 45 days"), "parameter p: d 2: does not say"),
        (Citation("rule", "r", "d", None, "within 60 days"), "rule r: d: does not say"),
        (Citation("parameter", "p", "d", "3", "within 45 days"), "parameter p: d 3: there is no such document"),
    ],
)
def test_a_quote_that_is_gone_is_said(citation: Citation, problem: str | None) -> None:
    found = list(gone([citation], TEXTS))
    assert [text.startswith(problem) for text in found] == [True] if problem else found == []


@pytest.mark.parametrize(
    ("quote", "value", "unit", "said"),
    [
        ("within 30 days", 30, Unit.DAYS, True),
        ("within 130 days", 30, Unit.DAYS, False),
        ("a fee of 20% is due", 20, Unit.PERCENT, True),
        ("a fee of 25.00 is due", Decimal("25.00"), Unit.MONEY, True),
        ("a fee of 25 is due", Decimal("25.00"), Unit.MONEY, False),
        ("up to 1,250.00 may", Decimal("1250.00"), Unit.MONEY, True),
        ("until 31 January 2026.", date(2026, 1, 31), Unit.DATE, True),
        ("until 30 January 2026.", date(2026, 1, 31), Unit.DATE, False),
    ],
)
def test_a_sentence_says_a_value(quote: str, value: int | Decimal | date, unit: Unit, said: bool) -> None:
    assert says(quote, value, unit) is said


@pytest.mark.parametrize(
    ("quote", "own"),
    [
        ("Final sale items cannot be returned.", "**Final sale** items\n  can**not** be `returned`."),
        ("Final  sale\nitems", "**Final sale** items"),
        ("cannot be", "can**not** be"),
        ("__Final sale__ items", "**Final sale** items"),
        ("Final sale items can be returned.", None),
        ("final sale", None),  # capitals count
        ("", None),
        (" \n**", None),
    ],
)
def test_a_quote_stands_whatever_the_line_breaks_and_emphasis_and_the_text_has_its_own_words(
    quote: str, own: str | None
) -> None:
    text = "- **Final sale** items\n  can**not** be `returned`. (Ask us.)"
    assert stands_in(quote, text) is (own is not None)
    assert as_it_stands(quote, text) == own
    assert own is None or own in text

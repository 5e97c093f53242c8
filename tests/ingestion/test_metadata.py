"""Front matter at the edge: what is taken, what is defaulted, what is refused and with which words."""

from datetime import date

import pytest

from ingestion.document import Notice
from ingestion.errors import BrokenFrontMatter, DatesReversed, IngestionError, InvalidMetadata
from ingestion.metadata import build_metadata, parse_yaml, split_front_matter
from ingestion.model import Audience, GovernedBy, Metadata


def metadata(raw: str) -> tuple[Metadata, tuple[Notice, ...]]:
    return build_metadata(parse_yaml(raw, "a.md"), source="a.md", default_id="a", default_title="A")


def test_every_key_is_read() -> None:
    found, notices = metadata(
        "id: returns\ntitle: Returns\nversion: 2025.10\neffective_from: 2025-01-01\neffective_to: 2025-12-31\n"
        "governed_by: order\nsupersedes: 2024.1\naudience: agent\nregion: [us, uk]\nproducts: lamps\nowner: Care\n"
        "tags:\n  - a\n  - b\n"
    )
    assert found.doc_id == "returns"
    assert found.version == "2025.10"  # not the number 2025.1
    assert (found.effective_from, found.effective_to) == (date(2025, 1, 1), date(2025, 12, 31))
    assert found.governed_by is GovernedBy.ORDER
    assert found.supersedes == "2024.1"
    assert found.audience is Audience.AGENT
    assert (found.regions, found.products, found.tags) == (("us", "uk"), ("lamps",), ("a", "b"))
    assert found.owner == "Care"
    assert notices == ()


def test_a_document_without_front_matter_takes_defaults_with_a_notice() -> None:
    found, notices = metadata("")
    assert found == Metadata(doc_id=found.doc_id, version="1", title="A", source="a.md")
    assert found.doc_id == "a"
    assert [notice.field for notice in notices] == ["effective_from"]


def test_an_unknown_key_is_a_notice_that_names_it() -> None:
    _, notices = metadata("efective_to: 2026-01-01\neffective_from: 2025-01-01")
    assert [(notice.file, notice.field) for notice in notices] == [("a.md", "efective_to")]
    assert "effective_to" in notices[0].message


@pytest.mark.parametrize("empty", ["effective_to:", "effective_to: null", "effective_to: ~", 'effective_to: ""'])
def test_an_empty_value_is_no_value(empty: str) -> None:
    assert metadata(empty)[0].effective_to is None


@pytest.mark.parametrize(
    ("raw", "field", "words"),
    [
        ("effective_from: 2026-02-30", "effective_from", "YYYY-MM-DD"),
        ("effective_from: 1 March 2026", "effective_from", "YYYY-MM-DD"),
        ("effective_to: 2026", "effective_to", "YYYY-MM-DD"),
        ("governed_by: shipping", "governed_by", "'order'"),
        ("audience: everyone", "audience", "'customer'"),
        ("id: two words", "id", "two words"),
        ("version: a#b", "version", "a#b"),
        ("title: [a, b]", "title", "single value"),
    ],
)
def test_a_wrong_value_names_file_field_and_fix(raw: str, field: str, words: str) -> None:
    with pytest.raises(InvalidMetadata) as refused:
        metadata(raw)
    error = refused.value
    assert (error.file, error.field) == ("a.md", field)
    assert words in str(error)
    assert error.fix in str(error)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(DatesReversed) as refused:
        metadata("effective_from: 2026-03-01\neffective_to: 2026-02-28")
    assert refused.value.field == "effective_to"
    assert "2026-03-01" in str(refused.value)


def test_a_period_of_one_day_is_a_period() -> None:
    found, _ = metadata("effective_from: 2026-03-01\neffective_to: 2026-03-01")
    assert found.in_force(date(2026, 3, 1))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("---\nid: [a\n---\ntext", BrokenFrontMatter),
        ("---\n- a\n- b\n---\ntext", BrokenFrontMatter),
        ("---\nid: a\ntext without an end", BrokenFrontMatter),
    ],
)
def test_broken_front_matter_is_refused_with_its_file(text: str, error: type[IngestionError]) -> None:
    with pytest.raises(error) as refused:
        split_front_matter(text, "a.md")
    assert refused.value.file == "a.md"


def test_a_rule_inside_the_text_is_not_front_matter() -> None:
    assert split_front_matter("Text\n\n---\n\nmore", "a.md") == ({}, "Text\n\n---\n\nmore")

"""Chunks follow the structure, serve every character once and fit the model."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingestion.chunking import Chunker
from ingestion.chunking.structure import parse_sections
from ingestion.errors import ChunkLimitTooLarge
from ingestion.loaders import load
from ingestion.model import Audience, Chunk

Cut = Callable[..., list[Chunk]]

LONG = "This sentence is repeated until the paragraph is far too long for a single chunk of this document. "


def test_a_chunk_is_the_text_at_its_span(chunked: Cut) -> None:
    text = "# Returns\n\nFirst.\n\n## 1. Window\n\nYou may return items within 30 days.\n"
    for chunk in chunked(text):
        assert text[chunk.span.start : chunk.span.end] == chunk.text


def test_headings_are_text_of_the_first_chunk_and_embedded_once(chunked: Cut) -> None:
    [chunk] = chunked("# Returns\n\n## 1. Window\n\nWithin 30 days.\n")
    assert chunk.text == "# Returns\n\n## 1. Window\n\nWithin 30 days."
    assert chunk.body == "Within 30 days."
    assert chunk.heading_path == ("Returns", "1. Window")
    assert chunk.context == "Returns > 1. Window"
    assert chunk.section == "1. Window"
    assert chunk.embedded_text == "Returns > 1. Window\nWithin 30 days."


def test_only_the_first_chunk_of_a_section_holds_its_heading(chunked: Cut) -> None:
    first, *rest = chunked(f"## Window\n\n{LONG * 20}", limit=64)
    assert first.text.startswith("## Window\n\nThis sentence")
    assert not [chunk for chunk in rest if "Window" in chunk.text]
    assert {chunk.context for chunk in [first, *rest]} == {"Policy > Window"}


def test_the_heading_of_an_empty_section_is_held_by_the_next(chunked: Cut) -> None:
    [chunk] = chunked("## Gone\n\n## Window\n\nWithin 30 days.\n")
    assert chunk.text.startswith("## Gone\n\n## Window\n\n")
    assert (chunk.heading_path, chunk.body) == (("Window",), "Within 30 days.")


@pytest.mark.parametrize(
    "heading", ["Window\n======", "Window\n---", "   ## Window ##", "##\tWindow", "#", "## C# and *more*"]
)
def test_every_form_of_heading_is_told_from_the_text_below(chunked: Cut, heading: str) -> None:
    [chunk] = chunked(f"{heading}\n\nWithin 30 days.\n")
    assert chunk.text == f"{heading.lstrip(' ')}\n\nWithin 30 days."
    assert chunk.body == "Within 30 days."


@pytest.mark.parametrize("between", ["<!-- draft -->", "---", "::: customer"])
def test_a_heading_is_not_held_where_something_unserved_stands_between(chunked: Cut, between: str) -> None:
    [chunk] = chunked(f"## Window\n\n{between}\n\nWithin 30 days.\n")
    assert (chunk.text, chunk.context) == ("Within 30 days.", "Policy > Window")


def test_a_single_clause_is_cited_by_its_number(chunked: Cut) -> None:
    one, several = chunked("## 3. A\n\n3.1 Only this.\n\n## 4. B\n\n4.1 This.\n\n4.2 And this.\n")
    assert one.section == "3.1"
    assert several.section == "4. B"


def test_text_before_the_first_heading_is_cited_by_the_title(chunked: Cut) -> None:
    assert chunked("Plain words.\n")[0].section == "Policy"


def test_chunk_ids_say_where_and_are_unique(chunked: Cut) -> None:
    ids = [chunk.chunk_id for chunk in chunked("Top.\n\n## Fees\n\nA.\n\n## Fees\n\nB.\n")]
    assert ids == ["policy@1#top:1", "policy@1#fees:1", "policy@1#fees~2:1"]


def test_a_list_stays_with_its_lead_in(chunked: Cut) -> None:
    [chunk] = chunked("## Exceptions\n\nThese cannot be returned:\n\n- plants\n- pillows\n")
    assert chunk.body == "These cannot be returned:\n\n- plants\n- pillows"


def test_a_long_list_repeats_its_lead_in_as_context(chunked: Cut) -> None:
    items = "\n".join(f"- number {n} of many things that cannot be returned to us" for n in range(30))
    first, *rest = chunked(f"## Exceptions\n\nThese cannot be returned:\n\n{items}\n", limit=80)
    assert first.body.startswith("These cannot be returned:\n\n- number 0")
    assert len(rest) > 2
    for chunk in rest:
        assert chunk.text.startswith("- number")
        assert chunk.context.endswith("\nThese cannot be returned:")


def test_a_long_item_repeats_its_own_words_before_its_inner_items(chunked: Cut) -> None:
    inner = "\n".join(f"  - inner item number {n} with some more words in it" for n in range(20))
    chunks = chunked(f"Fees are:\n\n- For large items:\n{inner}\n- Otherwise none\n", limit=80)
    assert any(chunk.context.endswith("Fees are:\n- For large items:") for chunk in chunks)


def test_a_table_that_fits_is_whole(chunked: Cut) -> None:
    table = "| Region | Fee |\n|---|---|\n| us | 6.95 |\n| uk | 4.95 |"
    [chunk] = chunked(f"## Fees\n\n{table}\n")
    assert chunk.body == table


def test_a_long_table_is_split_by_rows_under_its_header(chunked: Cut) -> None:
    rows = "\n".join(f"| region number {n} | {n}.95 | between three and six business days |" for n in range(30))
    first, *rest = chunked(f"## Fees\n\n| Region | Fee | Time |\n|---|---|---|\n{rows}\n", limit=90)
    assert first.body.startswith("| Region | Fee | Time |\n|---|---|---|\n| region number 0 ")
    for chunk in rest:
        assert chunk.text.startswith("| region number")
        assert chunk.text.endswith("|")
        assert chunk.context.endswith("| Region | Fee | Time |\n|---|---|---|")


def test_agents_clauses_share_no_chunk_with_customers_text(chunked: Cut) -> None:
    text = "## Window\n\nFor all.\n\n::: agent\nFor agents.\n:::\n\nFor all again.\n"
    assert [(chunk.body, chunk.audience) for chunk in chunked(text)] == [
        ("For all.", Audience.CUSTOMER),
        ("For agents.", Audience.AGENT),
        ("For all again.", Audience.CUSTOMER),
    ]


def test_an_agents_heading_is_no_context_of_what_customers_read(chunked: Cut) -> None:
    text = "## Window\n\nA.\n\n::: agent\n### Fraud signs\n\nSecret.\n:::\n\nB.\n"
    last = chunked(text)[-1]
    assert last.text == "B."
    assert "Fraud" not in last.context


def test_an_agents_heading_without_text_is_not_held_by_what_customers_read(chunked: Cut) -> None:
    text = "## Window\n\nA.\n\n::: agent\n### Fraud signs\n:::\n\nB.\n"
    assert not [chunk for chunk in chunked(text) if "Fraud" in chunk.text + chunk.context]


def test_an_agents_clause_inside_a_list_is_cut_out_of_it(chunked: Cut) -> None:
    text = "- one\n- two\n\n  ::: agent\n  secret\n  :::\n- three\n"
    assert [(chunk.text.strip(), chunk.audience) for chunk in chunked(text)] == [
        ("- one\n- two", Audience.CUSTOMER),
        ("secret", Audience.AGENT),
        ("- three", Audience.CUSTOMER),
    ]


@pytest.mark.parametrize("name", ["agents", "internal", "Agent", "note"])
def test_a_container_of_any_other_name_is_not_published(chunked: Cut, name: str) -> None:
    assert chunked(f"::: {name}\nsecret\n:::\n")[0].audience is Audience.AGENT


def test_a_container_that_is_never_closed_hides_the_rest(chunked: Cut) -> None:
    assert {chunk.audience for chunk in chunked("::: agent\nsecret\n\nmore\n")} == {Audience.AGENT}


def test_comments_and_rules_are_not_served(chunked: Cut) -> None:
    assert [chunk.text for chunk in chunked("A.\n\n<!-- draft -->\n\n---\n\nB.\n")] == ["A.", "B."]


def test_link_definitions_are_text(chunked: Cut) -> None:
    [chunk] = chunked("See [terms].\n\n[terms]: https://example.com/terms\n")
    assert chunk.text.endswith("[terms]: https://example.com/terms")


def test_a_long_paragraph_is_cut_between_sentences(chunked: Cut) -> None:
    chunks = chunked(LONG * 20, limit=64)
    assert len(chunks) > 5
    assert all(chunk.text.endswith("of this document.") for chunk in chunks)


def test_a_sentence_without_an_end_is_cut_between_words(chunked: Cut) -> None:
    chunks = chunked("word " * 400, limit=64)
    assert " ".join(chunk.text for chunk in chunks) == " ".join(["word"] * 400)


def test_a_word_without_an_end_is_cut(chunked: Cut, count: Callable[[str], int]) -> None:
    chunks = chunked("x" * 2000, limit=64)
    assert "".join(chunk.text for chunk in chunks) == "x" * 2000
    assert all(count(chunk.embedded_text) <= 64 for chunk in chunks)


def test_endless_headings_leave_room_for_text(chunked: Cut, count: Callable[[str], int]) -> None:
    chunks = chunked(f"# {LONG * 3}\n\n## {LONG * 3}\n\n{LONG * 5}\n", limit=64)
    assert all(count(chunk.embedded_text) <= 64 for chunk in chunks)


def test_a_limit_above_the_models_own_is_refused(count: Callable[[str], int]) -> None:
    with pytest.raises(ChunkLimitTooLarge):
        Chunker(count, 257, 256)


def test_another_limit_is_another_chunker(count: Callable[[str], int]) -> None:
    assert Chunker(count, 100, 256).fingerprint != Chunker(count, 101, 256).fingerprint


_line = st.sampled_from(
    [
        "",
        "",
        "Plain words that say something. And more of it.",
        "# Heading",
        "## 2. Other heading",
        "Setext",
        "======",
        "- item one",
        "- item two with many more words than the first one had in it, really",
        "  - inner item",
        "1. first",
        "3.1 A numbered clause.",
        "| a | b |",
        "|---|---|",
        "| 1 | 2 |",
        "> quoted words",
        "```",
        "    indented code",
        "::: agent",
        ":::",
        "---",
        "<!-- comment -->",
        "<div>html</div>",
        "[a]: https://example.com",
        "endless " * 60,
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(_line, min_size=1, max_size=25))
@example(lines=["    indented code", "======"])  # no heading: Markdown's underline makes none of code
def test_every_character_outside_markers_is_served_once_and_headings_at_most_once(
    lines: list[str], count: Callable[[str], int]
) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    document = load(b"\n" + text.encode(), "a.md")
    chunks = Chunker(count, 64, 256).chunk(document)
    served = [0] * len(document.text)
    for chunk in chunks:
        assert document.text[chunk.span.start : chunk.span.end] == chunk.text
        assert count(chunk.embedded_text) <= 64
        for at in range(chunk.span.start, chunk.span.end):
            served[at] += 1
    expected = [0] * len(document.text)
    offset, starts = 0, []
    for line in document.text.split("\n"):
        starts.append(offset)
        offset += len(line) + 1
    for section in parse_sections(document.text):
        for block in (block for run in section.runs for block in run):
            end = starts[block.end] if block.end < len(starts) else len(document.text)
            for at in range(starts[block.start], end):
                expected[at] = 1
    for chunk in chunks:
        for at in range(chunk.span.start, chunk.span.end - len(chunk.body)):  # its headings, in no block
            assert not expected[at] or document.text[at].isspace()
            expected[at] = 1
    for at, character in enumerate(document.text):
        if not character.isspace():
            assert served[at] == expected[at], document.text[max(0, at - 30) : at + 30]

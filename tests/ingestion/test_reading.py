"""Sentences of an evidence text."""

from ingestion.reading import sentences

TABLE = "| Region | Price |\n| --- | --- |\n| us | 6.95 |\n| uk | 4.95 |"


def test_prose_is_cut_at_sentence_ends_and_stays_verbatim() -> None:
    text = "You may return it within 30 days. Keep the label, e.g. the **white** one. Done?"
    assert [s.quote for s in sentences(text)] == [
        "You may return it within 30 days.",
        "Keep the label, e.g. the **white** one.",
        "Done?",
    ]
    assert sentences(text)[1].words == "Keep the label, e.g. the white one."


def test_a_table_row_reads_with_its_header() -> None:
    rows = sentences(TABLE)
    assert [row.words for row in rows] == ["Region: us; Price: 6.95.", "Region: uk; Price: 4.95."]
    assert all(row.quote in TABLE for row in rows)


def test_a_split_table_takes_its_header_from_the_context() -> None:
    (row,) = sentences("| uk | 4.95 |", context="Shipping\n| Region | Price |\n| --- | --- |")
    assert row.words == "Region: uk; Price: 4.95."


def test_numbers_bullets_and_headings_are_not_part_of_a_sentence() -> None:
    assert [s.words for s in sentences("## 3. Window\n\n3.1 Return it.\n\n- Keep it.\n\n::: agent")] == [
        "Return it.",
        "Keep it.",
    ]


def test_a_sentence_wrapped_over_lines_is_one_sentence_and_its_quote_keeps_the_break() -> None:
    (one, two) = sentences("A booking link is sent\nto the local depot. You choose\na day.")
    assert (one.quote, one.words) == (
        "A booking link is sent\nto the local depot.",
        "A booking link is sent to the local depot.",
    )
    assert two.words == "You choose a day."


def test_items_of_a_list_are_sentences_of_their_own() -> None:
    assert [s.words for s in sentences("You need:\n- the order number\n- the postcode")] == [
        "You need:",
        "the order number",
        "the postcode",
    ]


def test_headings_of_either_form_are_no_sentences() -> None:
    assert [s.quote for s in sentences("# Returns\n\nWindow\n------\n\nWithin 30 days.")] == ["Within 30 days."]
    assert [s.quote for s in sentences("- one\n---\nTwo.")] == ["one", "Two."]


def test_nothing_has_no_sentences() -> None:
    assert sentences("") == ()


def test_sentences_know_their_paragraph() -> None:
    read = sentences("3.1 Return it. Keep the label.\n\n3.2 Example: day one. It counts.\n- Item.")
    assert [s.paragraph for s in read] == [0, 0, 1, 1, 2]

"""Where sentences end."""

import pytest

from ingestion.chunking.sentences import sentence_ranges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("It costs 25.00 in total. Next.", ["It costs 25.00 in total.", "Next."]),
        ("See e.g. Section 4. Next.", ["See e.g. Section 4.", "Next."]),
        ("Mr. Okafor asks. Yes.", ["Mr. Okafor asks.", "Yes."]),
        ('He said "stop." Then left.', ['He said "stop."', "Then left."]),
        ("Really? Yes! 30 days.", ["Really?", "Yes!", "30 days."]),
        ("A line\nthat goes on. End", ["A line\nthat goes on.", "End"]),
        ("- one\n- two", ["- one", "- two"]),
        ("A paragraph\n\nAnother", ["A paragraph", "Another"]),
        ("no end", ["no end"]),
        ("  ", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_ranges(text)] == expected

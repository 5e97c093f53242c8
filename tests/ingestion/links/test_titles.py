"""Documents are found by the names that a sentence calls them, the longest name first."""

from collections.abc import Callable

import pytest

from ingestion.chunking import Chunker
from ingestion.links.outline import outlines
from ingestion.links.titles import Titles
from ingestion.loaders import load
from ingestion.model import Chunk

NAMES = ("Final sale", "Final sale of lamps", "Returns", "Green Account (checking)")


@pytest.fixture(scope="module")
def chunks(count: Callable[[str], int]) -> list[Chunk]:
    chunker = Chunker(count, 200, 256)
    texts = {f"{n}.md": f"---\nid: d{n}\ntitle: {title}\n---\nWords.\n" for n, title in enumerate(NAMES)}
    return [chunk for name, text in texts.items() for chunk in chunker.chunk(load(text.encode(), name))]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Look into final sale first.", ["Final sale"]),
        ("Look into final sale of lamps first.", ["Final sale of lamps"]),
        ("Final sales are others.", []),
        ("You find it under Returns.", ["Returns"]),
        ("Our returns are free.", []),  # a single word is a name only where it is written as one
        ("See the Returns policy.", ["Returns"]),
        ("Open a green account (checking) today.", ["Green Account (checking)"]),
        ("Nothing is named.", []),
    ],
)
def test_a_name_is_found_as_whole_words(chunks: list[Chunk], sentence: str, named: list[str]) -> None:
    documents = outlines(chunks)
    speaking = load(b"---\nid: speaking\n---\nWords.\n", "speaking.md").metadata
    assert [found.metadata.title for found in Titles(documents).named(sentence, speaking)] == named

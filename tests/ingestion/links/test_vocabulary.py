"""The chunks that may hold a term are found without a search of them all, and none of them is missed."""

from collections.abc import Callable

import pytest

from ingestion.links.vocabulary import Vocabulary
from ingestion.model import Chunk

Chunked = Callable[..., list[Chunk]]
TEXT = "## 1\n\nA Gift card is paid.\n\n## 2\n\nGift cards expire.\n\n## 3\n\nA card as a gift.\n\n## 4\n\nOpt-outs.\n"


@pytest.mark.parametrize(
    ("term", "places"),
    [
        ("Gift card", [0, 1, 2]),  # any order: who asks looks closer
        ("Gift cards", [1]),
        ("expire", [1]),
        ("exp", [1]),
        ("Opt-out", [3]),
        ("card gifts", []),
        ("lamp", []),
    ],
)
def test_every_word_must_be_there_and_the_last_may_go_on(chunked: Chunked, term: str, places: list[int]) -> None:
    assert Vocabulary(chunked(TEXT)).near(term) == places


def test_no_chunks_have_no_words() -> None:
    assert Vocabulary([]).near("gift card") == []

"""Sentence vectors that are kept."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingestion.remembered import RememberedVectors


class Counting:
    """Embeds a text as its length, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append(list(texts))
        return np.array([[len(text)] for text in texts], dtype=np.float32).reshape(len(texts), 1)


def test_a_text_is_embedded_once_and_misses_go_in_one_batch() -> None:
    embed = Counting()
    vectors = RememberedVectors(embed)
    vectors(["a", "bb"])
    assert vectors(["bb", "ccc", "a", "ccc"]).tolist() == [[2.0], [3.0], [1.0], [3.0]]
    assert embed.asked == [["a", "bb"], ["ccc"]]


def test_what_was_not_asked_for_longest_is_forgotten() -> None:
    embed = Counting()
    vectors = RememberedVectors(embed, capacity=2)
    vectors(["a"])
    vectors(["bb"])
    vectors(["a"])
    vectors(["ccc"])
    vectors(["a"])
    assert [text for batch in embed.asked for text in batch] == ["a", "bb", "ccc"]


def test_no_texts_give_no_vectors() -> None:
    assert RememberedVectors(Counting())([]).shape[0] == 0

"""Vectors in memory: all are compared, and what was there first does not matter."""

import numpy as np
import pytest

from ingestion.held import HeldVectors

NORTH, EAST = [0.0, 2.0], [3.0, 0.0]


def nearest(keys: list[str], vectors: list[list[float]], vector: list[float], n: int) -> list[tuple[str, float]]:
    return HeldVectors(keys, np.array(vectors, dtype=np.float32)).nearest(np.array(vector, dtype=np.float32), n)


def test_the_nearest_come_first_with_their_cosine_whatever_their_length() -> None:
    found = nearest(["east", "north"], [EAST, NORTH], [0.5, 1.0], 2)
    assert [key for key, _ in found] == ["north", "east"]
    assert [cosine for _, cosine in found] == pytest.approx([0.894, 0.447], abs=1e-3)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_of_equals_the_first_keys_are_nearest(n: int) -> None:
    found = nearest(["c", "a", "b", "far"], [NORTH, NORTH, NORTH, EAST], NORTH, n)
    assert [key for key, _ in found] == ["a", "b", "c"][:n]


def test_asked_for_more_than_there_is_gives_all() -> None:
    assert len(nearest(["north", "east"], [NORTH, EAST], NORTH, 9)) == 2


def test_where_nothing_is_nothing_is_near() -> None:
    assert nearest([], [], NORTH, 3) == []

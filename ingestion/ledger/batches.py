"""Long lists in parts that every database takes as parameters."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

BATCH = 5_000  # below SQLite's limit of 32,766 parameters a statement

T = TypeVar("T")


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Consecutive lists of at most `size`."""
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch

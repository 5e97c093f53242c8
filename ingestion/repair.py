"""What an index has lost, and how it is restored from the ledger without the model."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from ingestion.build import lexical_index
from ingestion.index import Index
from ingestion.ledger.records import Generation


@dataclass(frozen=True, slots=True)
class Lost:
    """A part of the index that is not what the ledger says. `collection` is None for the lexical index."""

    collection: str | None
    detail: str

    def __str__(self) -> str:
        return f"{self.collection or 'lexical index'}: {self.detail}"


def missing_parts(index: Index, generation: Generation) -> list[Lost]:
    """A quick look: is every collection there with its count, and the lexical index? `doctor` looks closer."""
    expected = index.ledger.collections.of(generation.id)
    counted = index.vectors.counts(list(expected))
    lost = [
        Lost(name, "missing" if counted[name] is None else f"holds {counted[name]} of {count} vectors")
        for name, count in expected.items()
        if counted[name] != count
    ]
    if not (index.settings.lexical_folder / generation.name).is_dir():
        lost.append(Lost(None, "missing"))
    return lost


@contextmanager
def mending(index: Index, clock: Callable[[], datetime]) -> Iterator[None]:
    """Whoever searches what serves reads it again, however far the mending within comes."""
    active = index.ledger.generations.active()
    try:
        yield
    finally:
        if active is not None:
            index.ledger.generations.activate(active.id, clock())


def mend(index: Index, generation: Generation, lost: Iterable[Lost]) -> None:
    """Write lost parts again from the ledger's texts and vectors."""
    for part in lost:
        if part.collection is None:
            chunks = index.ledger.chunks.of(generation.id)
            lexical_index(chunks).save(index.settings.lexical_folder / generation.name)
        else:
            keys = sorted(index.ledger.collections.keys(part.collection))
            index.vectors.create(part.collection, keys, index.ledger.embeddings.vectors(keys))

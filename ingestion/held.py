"""Vectors in memory, all compared."""

from collections.abc import Sequence

import numpy as np

from ingestion.embedding import Vectors


class HeldVectors:
    """A collection's vectors with their keys."""

    def __init__(self, keys: Sequence[str], vectors: Vectors) -> None:
        """`vectors` has one row a key, of any length but 0."""
        order = sorted(range(len(keys)), key=keys.__getitem__)
        self._keys = [keys[at] for at in order]
        self._unit = _unit(vectors[order]) if order else vectors

    def nearest(self, vector: Vectors, n: int) -> list[tuple[str, float]]:
        """The `n` >= 1 keys nearest to `vector`, shape (d,), with their cosine, best first; ties by key."""
        if not self._keys:
            return []
        cosines = self._unit @ _unit(vector)
        least = np.partition(cosines, -n)[-n] if n < len(cosines) else -np.inf
        near = np.flatnonzero(cosines >= least)
        best = near[np.argsort(-cosines[near], kind="stable")][:n]
        return [(self._keys[at], float(cosines[at])) for at in best]


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit

"""Intents by nearest exemplar: a message is compared with every example in `data/intents.yaml`."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from copilot.understanding.meaning import Intent, Vector, Vectors

Floats = NDArray[np.floating]
_TEMPERATURE = 0.05  # of the softmax over cosines; smaller is surer
_KEPT = 3  # intents kept per part


class Embeds(Protocol):
    """What turns texts into (n, d) L2-normalised vectors."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors, one row a text."""
        ...


class IntentReader:
    """Class score = cosine of its nearest exemplar; probabilities by softmax over the classes.

    `exemplars` are texts by class: the shop's `intents.yaml`, or any other classes.
    """

    def __init__(self, embedder: Embeds, exemplars: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(exemplars)
        self._owner = np.array([index for index, texts in enumerate(exemplars.values()) for _ in texts])
        self._vectors = embedder.embed([text for texts in exemplars.values() for text in texts])

    def read(self, vector: Vector) -> tuple[Intent, ...]:
        """The most probable intents of one part, best first, for its vector (d,)."""
        likely = probabilities(self._vectors @ vector, self._owner, len(self.names))
        best = np.argsort(-likely, kind="stable")[:_KEPT]
        return tuple(Intent(self.names[index], float(likely[index])) for index in best)


def probabilities(cosines: Floats, owner: NDArray[np.int_], classes: int) -> Floats:
    """Shape (classes,), from cosines to all exemplars (n,) and the class of each (n,); no class may be empty."""
    scores = np.array([cosines[owner == index].max() for index in range(classes)])
    weights = np.exp((scores - scores.max()) / _TEMPERATURE)
    likely: Floats = weights / weights.sum()
    return likely

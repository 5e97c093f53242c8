"""Intents by nearest exemplar: a message is compared with every example in `data/intents.yaml`."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from copilot.understanding.meaning import Intent, Vector, Vectors

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
        cosines = self._vectors @ vector
        scores = np.array([cosines[self._owner == index].max() for index in range(len(self.names))])
        weights = np.exp((scores - scores.max()) / _TEMPERATURE)
        probabilities = weights / weights.sum()
        best = np.argsort(-probabilities, kind="stable")[:_KEPT]
        return tuple(Intent(self.names[index], float(probabilities[index])) for index in best)

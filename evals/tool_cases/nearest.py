"""Classes known by a few examples each: a text belongs to the nearest of them all."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from copilot.understanding.intents import Embeds
from copilot.understanding.meaning import Intent, Vector

_TEMPERATURE = 0.05  # of the softmax over cosines; smaller is surer


class NearestReader:
    """Class score = cosine of its nearest example; probabilities by softmax over the classes.

    A catalogue gives one to three examples a tool, made of its name and description: too few to train on.
    """

    def __init__(self, embedder: Embeds, examples: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(examples)
        self._owner = np.array([index for index, texts in enumerate(examples.values()) for _ in texts])
        self._vectors = embedder.embed([text for texts in examples.values() for text in texts])

    def read(self, vector: Vector) -> Intent:
        """The most probable class of a text, for its vector (d,)."""
        likely = probabilities(self._vectors @ vector, self._owner, len(self.names))
        best = int(likely.argmax())
        return Intent(self.names[best], float(likely[best]))


def probabilities(cosines: NDArray[np.floating], owner: NDArray[np.int_], classes: int) -> NDArray[np.floating]:
    """Shape (classes,), from cosines to all examples (n,) and the class of each (n,); no class may be empty."""
    scores = np.array([cosines[owner == index].max() for index in range(classes)])
    weights = np.exp((scores - scores.max()) / _TEMPERATURE)
    likely: NDArray[np.floating] = weights / weights.sum()
    return likely

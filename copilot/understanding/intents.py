"""Intents by a linear classifier over sentence vectors, trained at start on the examples in `data/intents.yaml`."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from sklearn.linear_model import LogisticRegression

from copilot.errors import CopilotError
from copilot.understanding.meaning import Intent, Vector, Vectors

_KEPT = 3  # intents kept per part
_STRENGTH = 10.0  # inverse of the penalty on large weights


class IntentsError(CopilotError):
    """The exemplars leave nothing to choose between."""

    code = "intents"


class Embeds(Protocol):
    """What turns texts into (n, d) L2-normalised vectors."""

    def __hash__(self) -> int:
        """By identity, or by what it is."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors, one row a text."""
        ...


class IntentReader:
    """Probabilities of the classes of `exemplars`, texts by class: the shop's `intents.yaml`.

    Raises IntentsError for fewer than two classes with an exemplar. Trained once for an embedder and exemplars,
    however many copilots a process holds.
    """

    def __init__(self, embedder: Embeds, exemplars: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(exemplars)
        if sum(map(bool, exemplars.values())) < 2:
            raise IntentsError("intents.yaml needs exemplars of at least two intents")
        self._model = _trained(embedder, tuple((name, tuple(texts)) for name, texts in exemplars.items()))

    def read(self, vector: Vector) -> tuple[Intent, ...]:
        """The most probable intents of one part, best first, for its vector (d,)."""
        likely = self._model.predict_proba(vector[np.newaxis])[0]
        best = np.argsort(-likely, kind="stable")[:_KEPT]
        return tuple(Intent(self.names[self._model.classes_[index]], float(likely[index])) for index in best)


def classifier() -> LogisticRegression:
    """The untrained model, as calibration measures it."""
    return LogisticRegression(C=_STRENGTH, max_iter=1000)


@lru_cache(maxsize=4)
def _trained(embedder: Embeds, exemplars: tuple[tuple[str, tuple[str, ...]], ...]) -> LogisticRegression:
    texts = [text for _, mine in exemplars for text in mine]
    owner = [index for index, (_, mine) in enumerate(exemplars) for _ in mine]
    return classifier().fit(embedder.embed(texts), owner)

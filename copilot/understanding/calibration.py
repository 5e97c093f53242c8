"""Do the probabilities of intents mean what they say? Measured on exemplars that the classifier was not shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from copilot.understanding.intents import classifier
from copilot.understanding.meaning import Vectors

BINS = 10  # of equal width
FOLDS = 10  # or as many as the smallest class has exemplars


@dataclass(frozen=True, slots=True)
class IntentCalibration:
    """Cross-validated figures over `n` exemplars, every one judged by a classifier trained without it.

    `error` is the expected calibration error (Guo et al., 2017): the gap between the top probability and how often the
    top intent is right, averaged over ten bins by their size. The rates of `out_of_scope` are None where the exemplars
    have no such class, or nothing was read as it.
    """

    n: int
    accuracy: float
    error: float
    out_of_scope_precision: float | None
    out_of_scope_recall: float | None


def calibration(
    exemplars: Mapping[str, Sequence[str]], embed: Callable[[Sequence[str]], Vectors], unknown: str
) -> IntentCalibration:
    """The figures for `exemplars`, texts by class; classes of one exemplar are left out. `unknown` is out of scope.

    Raises ValueError when fewer than two classes have two exemplars.
    """
    usable = {name: list(texts) for name, texts in exemplars.items() if len(texts) > 1}
    if len(usable) < 2:
        raise ValueError("at least two intents need two exemplars each")
    owner = np.array([index for index, texts in enumerate(usable.values()) for _ in texts])
    vectors = embed([text for texts in usable.values() for text in texts])
    folds = StratifiedKFold(min(FOLDS, *map(len, usable.values())), shuffle=True, random_state=0)
    read = cross_val_predict(classifier(), vectors, owner, cv=folds, method="predict_proba")
    top, right = read.max(axis=1), read.argmax(axis=1) == owner
    names = list(usable)
    out = names.index(unknown) if unknown in names else -1
    hits = int(np.sum((read.argmax(axis=1) == out) & right))
    said, there = int(np.sum(read.argmax(axis=1) == out)), int(np.sum(owner == out))
    return IntentCalibration(
        n=len(owner),
        accuracy=float(right.mean()),
        error=expected_error(top, right),
        out_of_scope_precision=hits / said if said else None,
        out_of_scope_recall=hits / there if there else None,
    )


def expected_error(probability: NDArray[np.floating], right: NDArray[np.bool_]) -> float:
    """Expected calibration error of top probabilities, shape (n,): weighted mean gap of the bins; 0 for none."""
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    gaps = [abs(probability[bins == b].sum() - right[bins == b].sum()) for b in range(BINS)]
    return float(sum(gaps)) / max(1, len(probability))

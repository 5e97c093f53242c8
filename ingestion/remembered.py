"""Vectors of sentences that keep coming back: embedded once, kept while they are asked for."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from ingestion.embedding import Vectors

CAPACITY = 65_536  # sentences; of 384 float32 each that is 100 MB, and a corpus of 15,000 words has about 1,200


class RememberedVectors:
    """Embeds what it does not know in one batch and forgets what was not asked for longest. Safe between threads."""

    def __init__(self, embed: Callable[[Sequence[str]], Vectors], capacity: int = CAPACITY) -> None:
        self._embed = embed
        self._capacity = capacity
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text, in order: shape (len(texts), dimensions)."""
        if not texts:
            return self._embed([])
        distinct = dict.fromkeys(texts)
        with self._lock:
            here = {text: self._known[text] for text in distinct if text in self._known}
            for text in here:
                self._known.move_to_end(text)
        if unknown := [text for text in distinct if text not in here]:
            new = dict(zip(unknown, self._embed(unknown), strict=True))
            here.update(new)
            with self._lock:
                self._keep(new)
        return np.array([here[text] for text in texts])

    def _keep(self, new: dict[str, Vectors]) -> None:
        self._known.update(new)
        while len(self._known) > self._capacity:
            self._known.popitem(last=False)

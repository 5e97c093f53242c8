"""An embedder that embeds every text once: cases ask the same sentences again and again."""

from collections.abc import Sequence

import numpy as np

from ingestion.embedding import Embedder, Vectors

WHOLE = 100  # texts, not all known, from which a call before the first case is one batch: a routing table


class RememberingEmbedder(Embedder):
    """The same vectors as its parent, kept for the length of a run. Safe to share between threads.

    A text is embedded alone, or in a batch that is always the same: among chance neighbours its last bits would
    depend on which case came first.
    """

    def __init__(self, model: str | None = None, device: str | None = None) -> None:
        super().__init__(model, device)
        self._known: dict[str, Vectors] = {}
        self._batches: dict[tuple[str, ...], Vectors] = {}
        self._settled = False

    def settle(self) -> None:
        """From now on cases ask: nothing new is embedded in a batch, for its texts would depend on their order."""
        self._settled = True

    def learn(self, texts: Sequence[str]) -> None:
        """Embed what cases will ask for in one batch, several times quicker than text by text."""
        self._known.update(zip(texts, super().embed(texts), strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text, in order."""
        if not texts:
            return super().embed(texts)
        unknown = [text for text in dict.fromkeys(texts) if text not in self._known]
        if tuple(texts) in self._batches or (unknown and len(texts) >= WHOLE and not self._settled):
            return self._batch(tuple(texts))
        for text in unknown:
            self._known[text] = super().embed([text])[0]
        return np.stack([self._known[text] for text in texts])

    def _batch(self, texts: tuple[str, ...]) -> Vectors:
        if texts not in self._batches:
            self._batches[texts] = super().embed(texts)
        return self._batches[texts]

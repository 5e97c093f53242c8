"""An embedder that embeds every text once: cases ask the same sentences again and again."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ingestion.embedding import Embedder, Vectors

WHOLE = 100  # texts, not all known, from which a call before the first case is one batch: a routing table
PIECE = 64  # texts that are embedded together, of about the same length
FILE = "remembered"

Pieces = Callable[[Sequence[Sequence[str]]], Sequence[Vectors]]


class RememberingEmbedder(Embedder):
    """The same vectors as its parent, kept for the length of a run. Safe to share between threads.

    A text is embedded alone, or in a piece that is always the same: among chance neighbours its last bits would
    depend on which case came first.
    """

    def __init__(self, model: str | None = None, device: str | None = None, pieces: Pieces | None = None) -> None:
        """`pieces` embeds each piece by itself, somewhere else; None: here, one after the other."""
        super().__init__(model, device)
        self._pieces: Pieces = pieces or (lambda pieces: [super(RememberingEmbedder, self).embed(p) for p in pieces])
        self._known: dict[str, Vectors] = {}
        self._batches: dict[tuple[str, ...], Vectors] = {}
        self._settled = False

    def settle(self) -> None:
        """From now on cases ask: nothing new is embedded in a batch, for its texts would depend on their order."""
        self._settled = True

    def learn(self, texts: Sequence[str]) -> None:
        """Embed what cases will ask for in pieces, several times quicker than text by text."""
        self._known.update(zip(texts, self._fresh(texts), strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text, in order."""
        if not texts:
            return super().embed(texts)
        unknown = [text for text in dict.fromkeys(texts) if text not in self._known]
        if tuple(texts) in self._batches or (unknown and len(texts) >= WHOLE and not self._settled):
            return self._batch(tuple(texts))
        for text in unknown:
            self._known[text] = self._fresh([text])[0]
        return np.stack([self._known[text] for text in texts])

    def save(self, folder: Path) -> None:
        """All that is known, for `load` in another process."""
        texts = {"known": list(self._known), "batches": list(self._batches)}
        (folder / f"{FILE}.json").write_text(json.dumps(texts), encoding="utf-8")
        np.save(folder / f"{FILE}.npy", np.concatenate([np.stack(list(self._known.values())), *self._batches.values()]))

    def load(self, folder: Path) -> None:
        """What another process knew, bit for bit."""
        texts = json.loads((folder / f"{FILE}.json").read_text(encoding="utf-8"))
        vectors = np.load(folder / f"{FILE}.npy")
        end = len(texts["known"])
        self._known.update(zip(texts["known"], vectors[:end], strict=True))
        for batch in map(tuple, texts["batches"]):
            self._batches[batch] = vectors[end : end + len(batch)]
            end += len(batch)

    def _batch(self, texts: tuple[str, ...]) -> Vectors:
        if texts not in self._batches:
            self._batches[texts] = self._fresh(texts)
        return self._batches[texts]

    def _fresh(self, texts: Sequence[str]) -> Vectors:
        """Longest first, so that a piece pads little."""
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), texts[i]))
        cuts = [order[start : start + PIECE] for start in range(0, len(order), PIECE)]
        vectors = np.concatenate(self._pieces([[texts[i] for i in cut] for cut in cuts]))
        found: Vectors = np.empty_like(vectors)
        found[order] = vectors
        return found

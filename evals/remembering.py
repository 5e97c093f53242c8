"""An embedder that embeds every text once: cases ask the same sentences again and again."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evals.vectors import Piece, Pieces
from ingestion.embedding import Embedder, Vectors

PIECE = 32  # texts that are embedded together, of about the same length: small, so that every process gets its share
FILE = "remembered"


class RememberingEmbedder(Embedder):
    """The same vectors as its parent, kept for the length of a run. Safe to share between threads.

    Before the first case texts are embedded together, in an order that is always the same. A case's are embedded
    alone: among chance neighbours their last bits would depend on which case came first.
    """

    def __init__(self, model: str | None = None, device: str | None = None, pieces: Pieces | None = None) -> None:
        """`pieces` embeds each piece by itself, somewhere else; None: here, one after the other."""
        super().__init__(model, device)
        self._pieces: Pieces = pieces or (lambda pieces: [super(RememberingEmbedder, self).embed(p) for p in pieces])
        self._known: dict[str, Vectors] = {}
        self._settled = False

    def settle(self) -> None:
        """From now on cases ask, in any order."""
        self._settled = True

    def learn(self, groups: Sequence[Sequence[str]]) -> None:
        """Embed what cases will ask for. No piece has texts of two groups, so one that changes leaves the others."""
        told = set(self._known)
        pieces: list[Piece] = []
        for group in groups:
            pieces += _cut([text for text in dict.fromkeys(group) if text not in told])
            told.update(group)
        for piece, vectors in zip(pieces, self._pieces(pieces), strict=True):
            self._known.update(zip(piece, vectors, strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text, in order."""
        if not texts:
            return super().embed(texts)
        if unknown := [text for text in dict.fromkeys(texts) if text not in self._known]:
            self.learn([[text] for text in unknown] if self._settled else [unknown])
        return np.stack([self._known[text] for text in texts])

    def save(self, folder: Path) -> None:
        """All that is known, for `load` in another process."""
        (folder / f"{FILE}.json").write_text(json.dumps(list(self._known)), encoding="utf-8")
        np.save(folder / f"{FILE}.npy", np.stack(list(self._known.values())))

    def load(self, folder: Path) -> None:
        """What another process knew, bit for bit."""
        texts = json.loads((folder / f"{FILE}.json").read_text(encoding="utf-8"))
        self._known.update(zip(texts, np.load(folder / f"{FILE}.npy"), strict=True))


def _cut(texts: Sequence[str]) -> list[Piece]:
    """Longest first, so that a piece pads little."""
    ordered = sorted(texts, key=lambda text: (-len(text), text))
    return [ordered[start : start + PIECE] for start in range(0, len(ordered), PIECE)]

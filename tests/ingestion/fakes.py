"""The one fake of these tests: an embedder that counts what it is asked and needs no weights."""

import hashlib
from collections.abc import Sequence

import numpy as np

from ingestion.embedding import Embedder, Vectors
from ingestion.lexical import Words

_DIMENSIONS = 256


class WordEmbedder(Embedder):
    """Texts that share words have near vectors. Token counts are the packaged model's own."""

    def __init__(self, model_id: str = "words@1") -> None:
        super().__init__()
        self.__dict__["model_id"] = model_id
        self.read: list[str] = []  # every text it had to embed
        self._words = Words()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Hashed bags of stems, normalised."""
        self.read += texts
        vectors = np.full((len(texts), _DIMENSIONS), 1e-3, dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in self._words.of(text):
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % _DIMENSIONS] += 1
        norms: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / norms

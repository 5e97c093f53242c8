"""An embedder that keeps what it embedded, within a run and in a file between runs."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ingestion.document import fingerprint
from ingestion.embedding import Embedder, Vectors

FILE = "vectors.npz"


class KeptEmbedder(Embedder):
    """The same vectors as its parent, each text embedded once. `save` writes them for the next run."""

    def __init__(self, file: Path | None, model: str | None = None, device: str | None = None) -> None:
        """`file` None keeps them for this run only; one of another model is ignored and overwritten."""
        super().__init__(model, device)
        self._file = file
        self._known: dict[str, Vectors] = _read(file, self.model_id) if file is not None else {}
        self._before = len(self._known)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text, in order."""
        if not texts:
            return super().embed(texts)
        keys = {text: fingerprint(text) for text in texts}
        unknown = [text for text, key in keys.items() if key not in self._known]
        if unknown:
            self._known.update(zip((keys[text] for text in unknown), super().embed(unknown), strict=True))
        return np.stack([self._known[keys[text]] for text in texts])

    def save(self) -> None:
        """Writes the file where there is anything new; a killed run leaves the old one whole."""
        if self._file is None or len(self._known) == self._before:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".writing.npz")
        vectors = np.stack(list(self._known.values()))
        np.savez(beside, model=np.array(self.model_id), keys=np.array(list(self._known)), vectors=vectors)
        beside.replace(self._file)
        self._before = len(self._known)


def _read(file: Path, model_id: str) -> dict[str, Vectors]:
    if not file.exists():
        return {}
    with np.load(file) as kept:
        if str(kept["model"]) != model_id:
            return {}
        return dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

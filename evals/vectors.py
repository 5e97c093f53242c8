"""Vectors that an earlier run made, on disk: made again only where text, model or maker is another."""

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from copilot.settings import CopilotSettings
from ingestion import embedding
from ingestion.embedding import Embedder, Vectors

Piece = Sequence[str]  # texts that are embedded together: on what stands beside a text its vector's last bits depend
Pieces = Callable[[Sequence[Piece]], Sequence[Vectors]]

_UNUSED_DAYS = 30  # after which a file is removed; a whole suite's are 8 MB
_FLOAT = np.dtype("<f4")  # how a vector is written, on every machine
_DIGEST = 32  # bytes of a SHA-256, which a file begins with
_CODE = [Path(embedding.__file__).with_name(name) for name in ("embedding.py", "packed.py")]
_LIBRARIES = ("torch", "sentence-transformers", "transformers", "tokenizers")

log = logging.getLogger(__name__)


def folder_of_runs() -> Path:
    """Where runs keep them: in the state folder."""
    return CopilotSettings().home / "evals" / "vectors"


class KeptVectors:
    """One file a piece, named by the hash of its texts and of all that made it: what is read is what would be made.

    Files are written whole and never changed, so any number of processes may share the folder. A damaged one is made
    again, and a folder that cannot be written keeps nothing; both are said.
    """

    def __init__(self, folder: Path, embedder: Embedder, device: str | None, make: Pieces) -> None:
        """`make` embeds what is not there, by `embedder`'s model on `device`."""
        self._folder = folder
        self._maker = _maker(embedder, device)
        self._make = make

    def __call__(self, pieces: Sequence[Piece]) -> list[Vectors]:
        """The vectors of each piece, in order, one row a text."""
        files = [self._file(piece) for piece in pieces]
        found = [_read(file, len(piece)) for file, piece in zip(files, pieces, strict=True)]
        missing = [i for i, vectors in enumerate(found) if vectors is None]
        made = self._make([pieces[i] for i in missing]) if missing else []
        for i, vectors in zip(missing, made, strict=True):
            self._write(files[i], vectors)
            found[i] = vectors
        return [vectors for vectors in found if vectors is not None]

    def _file(self, piece: Piece) -> Path:
        return self._folder / hashlib.sha256(json.dumps([self._maker, *piece]).encode()).hexdigest()

    def _write(self, file: Path, vectors: Vectors) -> None:
        body = vectors.astype(_FLOAT).tobytes()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, delete=False) as written:
                written.write(hashlib.sha256(body).digest() + body)
            Path(written.name).replace(file)
        except OSError as error:
            log.warning("Vectors are not kept for the next run: %s", error)


def forget_unused(folder: Path) -> None:
    """Remove what no run has asked for in a month: vectors of texts that are gone, and halves of a killed run."""
    last = time.time() - _UNUSED_DAYS * 24 * 3600
    for file in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # another run removes it too
            if file.stat().st_mtime < last:
                file.unlink()


def _read(file: Path, rows: int) -> Vectors | None:
    """None where there is nothing to read. What is read counts as used today."""
    try:
        written = file.read_bytes()
        os.utime(file)
    except OSError:
        return None
    body = written[_DIGEST:]
    if hashlib.sha256(body).digest() != written[:_DIGEST]:
        log.warning("Vectors in %s are damaged and are made again.", file)
        return None
    return np.frombuffer(body, dtype=_FLOAT).astype(np.float32).reshape(rows, -1)


def _maker(embedder: Embedder, device: str | None) -> str:
    """Weights, device, libraries and the code that asks them: with another of these, vectors may be others."""
    code = [hashlib.sha256(file.read_bytes()).hexdigest() for file in _CODE]
    return " ".join([embedder.model_id, device or "any", *(f"{name} {version(name)}" for name in _LIBRARIES), *code])

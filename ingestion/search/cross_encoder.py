"""An optional last look by a cross-encoder, which reads question and chunk together."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ingestion.embedding import local_model
from ingestion.errors import NotACrossEncoder
from ingestion.search.hit import Hit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 8  # pairs: as the embedder on a CPU, where longer batches pad more


class CrossEncoderReranker:
    """Puts hits in the order of a sentence-transformers cross-encoder. Its weights load at the first use."""

    def __init__(self, model: str, device: str | None = None) -> None:
        """`model` is a folder or a name in the local Hugging Face cache. Raises ModelMissing."""
        self._name = model
        self._folder = local_model(model, "COPILOT_INGESTION__RERANKER")
        self._device = device

    def __call__(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits by the model's score of the query with the chunk, its title and headings; ties by chunk id.

        Raises NotACrossEncoder for a model that gives a pair anything but one number.
        """
        if not hits:
            return []
        pairs = [(query, hit.chunk.embedded_text) for hit in hits]
        scores = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        scored = [replace(hit, score=float(score)) for hit, score in zip(hits, scores, strict=True)]
        return sorted(scored, key=lambda hit: (-hit.score, hit.chunk.chunk_id))

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder  # torch takes seconds to import
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model: CrossEncoder = CrossEncoder(str(self._folder), device=self._device, local_files_only=True)
        labels = model.config.num_labels if model.config else 0
        if labels != 1:
            raise NotACrossEncoder(self._name, labels or 0)
        return model

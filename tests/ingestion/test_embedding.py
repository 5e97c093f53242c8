"""The packaged model, for real, and what stands in its way."""

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from ingestion import embedding
from ingestion.embedding import Embedder, Vectors
from ingestion.errors import ModelAltered, ModelMissing


@pytest.fixture(scope="module")
def packaged() -> Embedder:
    return Embedder()


def test_vectors_are_unit_length_and_near_for_near_meanings(packaged: Embedder) -> None:
    vectors = packaged.embed(["Can I send this back?", "How do I return an item?", "The garden needs water."])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_the_vectors_are_the_librarys_own_in_the_order_asked(packaged: Embedder) -> None:
    long = "Bulky items are collected from your door. "
    texts = [f"{long * (i % 7)}Number {i}" for i in range(40)]
    library = SentenceTransformer(str(embedding._packaged_folder()), device="cpu", local_files_only=True)
    assert np.allclose(packaged.embed(texts), library.encode(texts, normalize_embeddings=True), atol=1e-5)


def test_a_batch_has_texts_of_about_as_many_tokens(packaged: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[list[str]] = []

    def embedded(texts: list[str]) -> Vectors:
        batches.append(texts)
        return np.zeros((len(texts), 3), dtype=np.float32)

    monkeypatch.setattr(packaged, "_batch", embedded)
    texts = ["word " * (i * 7 % 40 + 1) for i in range(40)]
    packaged.embed(texts)
    counts = [packaged.token_count(text) for batch in batches for text in batch]
    assert counts == sorted(map(packaged.token_count, texts), reverse=True)
    assert len(batches) > 1


def test_no_texts_have_no_vectors(packaged: Embedder) -> None:
    assert packaged.embed([]).shape[0] == 0


def test_tokens_are_counted_with_their_two_special_ones(packaged: Embedder) -> None:
    assert packaged.token_count("return") == 3
    assert packaged.token_count("word " * 400) == 402  # beyond the model's limit too
    assert packaged.max_tokens == 256


def test_the_model_id_names_the_weights(packaged: Embedder, tmp_path: Path) -> None:
    assert packaged.model_id == "all-MiniLM-L6-v2@53aa51172d14"
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    first = Embedder(str(tmp_path)).model_id
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    assert Embedder(str(tmp_path)).model_id != first


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"altered")
    monkeypatch.setattr(embedding, "_packaged_folder", lambda: tmp_path)
    with pytest.raises(ModelAltered, match=embedding.PACKAGED_SHA256):
        Embedder().embed(["text"])


@pytest.mark.parametrize("name", ["nobody/no-such-model", "../nowhere"])
def test_a_model_that_is_not_here_is_refused_and_not_fetched(name: str) -> None:
    with pytest.raises(ModelMissing, match="nothing is fetched"):
        Embedder(name)

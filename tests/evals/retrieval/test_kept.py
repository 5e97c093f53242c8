"""Vectors outlive a run, and a model's vectors are never another's."""

from pathlib import Path

import numpy as np
import pytest

from evals.retrieval.kept import KeptEmbedder
from ingestion.embedding import Embedder, Vectors


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that a model had to look at."""
    seen: list[str] = []

    def embed(_: Embedder, texts: list[str]) -> Vectors:
        seen.extend(texts)
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    monkeypatch.setattr(Embedder, "embed", embed)
    return seen


def test_a_second_run_embeds_only_what_is_new(tmp_path: Path, embedded: list[str]) -> None:
    file = tmp_path / "home" / "vectors.npz"
    first = KeptEmbedder(file)
    before = first.embed(["a", "bb", "a"])
    first.save()
    again = KeptEmbedder(file).embed(["bb", "ccc", "a"])
    assert embedded == ["a", "bb", "ccc"]
    assert np.array_equal(again[[2, 0]], before[:2])


def test_vectors_of_another_model_are_not_taken(tmp_path: Path, embedded: list[str]) -> None:
    file = tmp_path / "vectors.npz"
    other = KeptEmbedder(file)
    other.__dict__["model_id"] = "other@1"
    other.embed(["a"])
    other.save()
    KeptEmbedder(file).embed(["a"])
    assert embedded == ["a", "a"]


def test_without_a_file_nothing_is_written(tmp_path: Path, embedded: list[str]) -> None:
    embedder = KeptEmbedder(None)
    embedder.embed(["a"])
    embedder.save()
    assert list(tmp_path.iterdir()) == []
    assert embedded == ["a"]

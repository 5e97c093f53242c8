"""Collections are written once; what lies in several is searched as one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingestion import vectors
from ingestion.embedding import Vectors
from ingestion.errors import StoreDamaged, StoreUnreachable, StoreUnwritable
from ingestion.vectors import VectorStore

X, Y, XY = (np.array(v, dtype=np.float32) for v in ([1, 0], [0, 1], [0.7071, 0.7071]))


class Forgotten(dict[str, Any]):
    """What is put in is gone at once, as after another thread's `forget`."""

    def __setitem__(self, key: str, value: object) -> None:
        pass


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    opened = VectorStore.open(str(tmp_path / "chroma"))
    yield opened
    opened.close()


@pytest.fixture(params=[10_000, 0], ids=["compared", "by graph"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Collections small enough to compare all vectors, and too large."""
    monkeypatch.setattr(vectors, "_COMPARED", request.param)


@pytest.mark.usefixtures("either")
def test_the_nearest_come_from_all_collections_with_their_cosine(store: VectorStore) -> None:
    store.create("one", ["x"], np.stack([X]))
    store.create("two", ["y", "xy"], np.stack([Y, XY]))
    found = store.nearest(["one", "two"], X, 2)
    assert [key for key, _ in found] == ["x", "xy"]
    assert [score for _, score in found] == pytest.approx([1.0, 0.7071], abs=1e-3)


@pytest.mark.usefixtures("either")
def test_asking_for_more_than_there_is_gives_all(store: VectorStore) -> None:
    store.create("one", ["x", "y"], np.stack([X, Y]))
    assert len(store.nearest(["one"], X, 1000)) == 2


def test_counts_tell_what_is_missing(store: VectorStore) -> None:
    store.create("one", ["x", "y"], np.stack([X, Y]))
    assert store.counts(["one", "two"]) == {"one": 2, "two": None}


def test_creating_again_replaces(store: VectorStore) -> None:
    store.create("one", ["x", "y"], np.stack([X, Y]))
    store.create("one", ["y"], np.stack([Y]))
    assert store.counts(["one"]) == {"one": 1}


def test_what_was_stored_comes_back(store: VectorStore) -> None:
    store.create("one", ["x", "y"], np.stack([X, Y]))
    keys, vectors = store.stored("one")
    assert dict(zip(keys, vectors.tolist(), strict=True)) == {"x": [1, 0], "y": [0, 1]}


def test_dropping_twice_is_no_error(store: VectorStore) -> None:
    store.create("one", ["x"], np.stack([X]))
    store.drop("one")
    store.drop("one")
    assert store.names() == set()


@pytest.mark.usefixtures("either")
def test_a_collection_that_was_written_again_is_searched_as_it_is_now(store: VectorStore, tmp_path: Path) -> None:
    store.create("one", ["x"], np.stack([X]))
    assert [key for key, _ in store.nearest(["one"], X, 1)] == ["x"]
    elsewhere = VectorStore.open(str(tmp_path / "chroma"))
    elsewhere.create("one", ["y"], np.stack([Y]))
    elsewhere.close()
    store.forget()
    assert [key for key, _ in store.nearest(["one"], X, 1)] == ["y"]


def test_what_was_read_before_the_store_forgot_is_not_kept(store: VectorStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.create("one", ["x"], np.stack([X]))
    read = store.stored

    def overtaken(name: str) -> tuple[list[str], Vectors]:
        half_written = read(name)
        store.create("one", ["x", "y"], np.stack([X, Y]))
        store.forget()
        return half_written

    monkeypatch.setattr(store, "stored", overtaken)
    assert [key for key, _ in store.nearest(["one"], X, 2)] == ["x"]
    monkeypatch.undo()
    assert [key for key, _ in store.nearest(["one"], X, 2)] == ["x", "y"]


@pytest.mark.usefixtures("either")
def test_a_store_that_forgets_during_a_search_still_answers(store: VectorStore) -> None:
    store.create("one", ["x", "y"], np.stack([X, Y]))
    store._open, store._held = Forgotten(), Forgotten()
    assert [key for key, _ in store.nearest(["one"], X, 2)] == ["x", "y"]


def test_two_stores_of_the_same_vectors_find_the_same(tmp_path: Path) -> None:
    drawn = np.random.default_rng(1).normal(size=(1_000, 64)).astype(np.float32)
    keys = [f"{at:04d}" for at in range(len(drawn))]
    found = []
    for name in ("here", "there"):
        store = VectorStore.open(str(tmp_path / name))
        store.create("one", keys, drawn)
        found.append(store.nearest(["one"], drawn[0], 100))
        store.close()
    assert found[0] == found[1]
    cosines = drawn @ drawn[0] / np.linalg.norm(drawn, axis=1)
    assert [key for key, _ in found[0]] == [keys[at] for at in np.argsort(-cosines)[:100]]


@pytest.mark.usefixtures("either")
def test_a_missing_collection_is_damage(store: VectorStore) -> None:
    with pytest.raises(StoreDamaged):
        store.nearest(["one"], X, 1)


def test_a_server_that_does_not_answer_is_unreachable() -> None:
    with pytest.raises(StoreUnreachable, match=r"http://127\.0\.0\.1:9"):
        VectorStore.open("http://127.0.0.1:9")


def test_a_folder_that_cannot_be_made_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnwritable):
        VectorStore.open(str(tmp_path / "file" / "chroma"))

"""The doctor finds every difference between ledger, vectors and lexical index, and mends them."""

import re
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from sqlalchemy import text

from ingestion.doctor import doctor
from ingestion.index import Index, open_index
from ingestion.ledger import open_ledger
from ingestion.ledger.records import Generation
from ingestion.lexical import LexicalIndex
from ingestion.settings import IngestionSettings
from tests.ingestion.conftest import Sync, Write
from tests.ingestion.fakes import WordEmbedder

Found = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def shop(write: Write, synced: Sync) -> None:
    write("a.md", "## A\n\nReturn within 30 days.\n\n## B\n\nPrint the label.\n")
    synced()


def found(settings: IngestionSettings, embedder: WordEmbedder, *, repair: bool = False) -> Found:
    """Kinds and parts; a collection by the number of its generation."""
    found = doctor(settings, embedder, repair=repair)
    return [(finding.kind, re.sub(r"^chunks-\w+-0+", "", finding.part)) for finding in found]


def _drop(index: Index) -> None:
    index.vectors.drop(index.collection(1))


def _lose_one(index: Index) -> None:
    keys, vectors = index.vectors.stored(index.collection(1))
    index.vectors.create(index.collection(1), keys[:1], vectors[:1])


def _add_one(index: Index) -> None:
    keys, vectors = index.vectors.stored(index.collection(1))
    index.vectors.create(index.collection(1), [*keys, "stranger"], np.concatenate([vectors, vectors[:1]]))


def _swap(index: Index) -> None:
    keys, vectors = index.vectors.stored(index.collection(1))
    index.vectors.create(index.collection(1), keys, vectors[::-1])


def _another(index: Index) -> None:
    keys, vectors = index.vectors.stored(index.collection(1))
    index.vectors.create(index.collection(99), keys, vectors)


def _other_words(index: Index) -> None:
    LexicalIndex.build(["x"], ["other words"]).save(index.settings.lexical_folder / "g1")


def _no_words(index: Index) -> None:
    (index.settings.lexical_folder / "g1" / "chunk_ids.json").unlink()


def _half_built(index: Index) -> None:
    with index.ledger.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO generations (status, model_id, chunker, root, document_count, chunk_count, embedded_count,"
                " created_at) VALUES ('building', 'm', 'c', '/', 0, 0, 0, '2026-01-01')"
            )
        )


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (_drop, [("missing", "1")]),
        (_lose_one, [("missing", "1")]),
        (_add_one, [("extra", "1")]),
        (_swap, [("altered", "1")]),
        (_another, [("extra", "99")]),
        (_other_words, [("altered", "lexical index")]),
        (_no_words, [("missing", "lexical index")]),
        (_half_built, [("unfinished", "generation")]),
    ],
)
def test_damage_is_found_and_repaired_without_the_model(
    settings: IngestionSettings, embedder: WordEmbedder, damage: Callable[[Index], None], expected: Found
) -> None:
    assert found(settings, embedder) == []
    with open_index(settings, embedder) as index:
        damage(index)
    embedder.read.clear()
    assert found(settings, embedder) == expected
    assert found(settings, embedder, repair=True) == expected
    assert found(settings, embedder) == []
    assert embedder.read == []


def test_another_model_is_found_and_left_to_a_sync(settings: IngestionSettings) -> None:
    [finding] = doctor(settings, WordEmbedder("words@2"), repair=True)
    assert (finding.kind, finding.repairable) == ("model", False)
    assert "ingestion sync" in str(finding)


def active(settings: IngestionSettings) -> Generation | None:
    ledger = open_ledger(settings.ledger)
    try:
        return ledger.generations.active()
    finally:
        ledger.close()


@pytest.mark.parametrize(
    ("damage", "again"),
    [(_drop, True), (_other_words, True), (_another, False), (_half_built, False), (lambda _: None, False)],
)
def test_readers_read_again_what_was_written_again_and_nothing_else(
    settings: IngestionSettings, embedder: WordEmbedder, damage: Callable[[Index], None], again: bool
) -> None:
    with open_index(settings, embedder) as index:
        damage(index)
    before = active(settings)
    doctor(settings, embedder, repair=True)
    assert (active(settings) != before) is again


def test_what_a_sync_must_mend_is_not_read_again(settings: IngestionSettings) -> None:
    before = active(settings)
    assert doctor(settings, WordEmbedder("words@2"), repair=True)
    assert active(settings) == before


def test_a_repair_that_fails_midway_lets_readers_read_what_it_wrote(
    settings: IngestionSettings, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_index(settings, embedder) as index:
        _drop(index)
        _no_words(index)
    before = active(settings)
    monkeypatch.setattr(LexicalIndex, "save", Mock(side_effect=OSError("no space left")))
    with pytest.raises(OSError, match="no space left"):
        doctor(settings, embedder, repair=True)
    assert active(settings) != before
    assert found(settings, embedder) == [("missing", "lexical index")]


def alter(settings: IngestionSettings, embedder: WordEmbedder, statement: str) -> None:
    with open_index(settings, embedder) as index, index.ledger.engine.begin() as connection:
        connection.execute(text(statement))


ALTERATIONS = {
    "chunk text": ("UPDATE chunks SET text = 'Return within 99 days.' WHERE ordinal = 0", "a@1#a:1"),
    "chunk context": ("UPDATE chunks SET context = 'Other' WHERE ordinal = 0", "a@1#a:1"),
    "document text": ("UPDATE documents SET text = replace(text, '30', '99')", "a 1"),
    "document metadata": ("UPDATE documents SET metadata = replace(metadata, '\"A\"', '\"Z\"')", "a 1"),
    "both alike": (
        "UPDATE documents SET text = replace(text, '30', '99'); UPDATE chunks SET text = replace(text, '30', '99')",
        "a 1",
    ),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_altered_text_is_found_and_cut_again_from_its_file(
    settings: IngestionSettings, embedder: WordEmbedder, name: str
) -> None:
    statements, part = ALTERATIONS[name]
    for statement in statements.split("; "):
        alter(settings, embedder, statement)
    embedder.read.clear()
    assert ("altered", part) in found(settings, embedder)
    found(settings, embedder, repair=True)
    assert found(settings, embedder) == []
    assert embedder.read == []


@pytest.mark.parametrize(("change", "words"), [("edit", "a.md has changed since"), ("remove", "a.md is gone")])
def test_altered_text_whose_file_is_another_is_left_to_a_sync(
    settings: IngestionSettings, embedder: WordEmbedder, docs: Path, change: str, words: str
) -> None:
    alter(settings, embedder, ALTERATIONS["chunk text"][0])
    if change == "edit":
        (docs / "a.md").write_text("## A\n\nReturn within 14 days.\n")
    else:
        (docs / "a.md").unlink()
    for _ in range(2):
        [finding] = [f for f in doctor(settings, embedder, repair=True) if f.part == "a@1#a:1"]
        assert not finding.repairable
        assert words in str(finding)
        assert "ingestion sync" in str(finding)


def test_an_empty_index_is_healthy(tmp_path_factory: pytest.TempPathFactory, embedder: WordEmbedder) -> None:
    assert doctor(IngestionSettings(home=tmp_path_factory.mktemp("empty")), embedder) == ()

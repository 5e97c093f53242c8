"""BM25 over stems, with amounts and dates whole."""

from pathlib import Path

import pytest

from ingestion.lexical import LexicalIndex, Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Returned RETURNS returning", ["return", "return", "return"]),
        ("the fee is 25.00", ["fee", "25.00"]),
        ("1,000.00 points", ["1,000.00", "point"]),
        ("customer’s", ["custom"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert Words().of(text) == words


def test_rare_words_weigh_more_and_unknown_ones_nothing() -> None:
    index = LexicalIndex.build(["a", "b", "c"], ["return fee", "return plants", "return window"])
    assert [chunk_id for chunk_id, _ in index.best("return plants zzz")] == ["b", "a", "c"]
    assert index.best("zzz") == []
    assert index.best("") == []


def test_a_saved_index_is_the_same_index(tmp_path: Path) -> None:
    index = LexicalIndex.build(["a", "b"], ["return fee", "plants"])
    index.save(tmp_path / "g1")
    index.save(tmp_path / "g1")
    assert LexicalIndex.load(tmp_path / "g1").best("fee") == index.best("fee")
    assert [folder.name for folder in tmp_path.iterdir()] == ["g1"]


def test_the_vocabulary_counts_words_of_texts_and_questions_as_they_are_spelt(tmp_path: Path) -> None:
    index = LexicalIndex.build(["a"], ["Returned: 2 plants, don’t"], ["returned it?"])
    index.save(tmp_path / "g1")
    assert LexicalIndex.load(tmp_path / "g1").vocabulary == {"returned": 2, "plants": 1, "don't": 1, "it": 1}


def test_a_missing_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="g1"):
        LexicalIndex.load(tmp_path / "g1")

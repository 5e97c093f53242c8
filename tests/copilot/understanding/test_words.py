"""The words of a shop: its own files first, then what its tools' folders add."""

from pathlib import Path

import pytest

from copilot.turn.answer.phrases import Phrases
from copilot.understanding.words import HOUSE, Words, WordsError


def test_a_file_of_the_shops_own_replaces_the_packaged_one(tmp_path: Path) -> None:
    (tmp_path / "intents.yaml").write_text("rent_a_boat: ['Can I rent a boat?']", encoding="utf-8")
    words = Words(tmp_path)
    assert words.load("intents") == {"rent_a_boat": ["Can I rent a boat?"]}
    assert words.load("replies") == HOUSE.load("replies")


def test_what_a_tools_folder_says_joins_the_lists() -> None:
    words = Words(added=({"intents": {"thanks": ["Cheers"], "rent_a_boat": ["A boat, please"]}},))
    known = HOUSE.load("intents")
    assert words.load("intents") == known | {"thanks": [*known["thanks"], "Cheers"], "rent_a_boat": ["A boat, please"]}


def test_a_folder_may_bring_the_question_that_asks_for_its_argument() -> None:
    phrases = Phrases.load(Words(added=({"phrases": {"input": {"boat": "Which boat?"}}},)))
    assert phrases.ask_for("boat") == "Which boat?"
    assert phrases.ask_for("order_id") == Phrases.load().ask_for("order_id")


def test_a_file_that_holds_no_mapping_is_refused(tmp_path: Path) -> None:
    (tmp_path / "intents.yaml").write_text("- hello", encoding="utf-8")
    with pytest.raises(WordsError, match=r"intents\.yaml must hold a mapping"):
        Words(tmp_path).load("intents")


def test_a_file_that_is_no_yaml_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "intents.yaml").write_text("greeting: [hello", encoding="utf-8")
    with pytest.raises(WordsError, match=r"intents\.yaml cannot be read"):
        Words(tmp_path).load("intents")


def test_phrases_with_a_missing_or_an_unknown_name_are_refused_by_it(tmp_path: Path) -> None:
    (tmp_path / "phrases.yaml").write_text("greeting: Hello!\nfarewell: Bye\n")
    with pytest.raises(WordsError, match=r"missing .*abstained.*; unknown farewell"):
        Phrases.load(Words(tmp_path))

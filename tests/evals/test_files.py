"""Files that people give and get: what is wrong with one is said with its name and place."""

from pathlib import Path

import pytest

from evals import files
from evals.errors import CannotRun


def test_broken_json_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1,\n]')
    with pytest.raises(CannotRun, match=r"a\.json: line 2: not JSON"):
        files.json_of(tmp_path / "a.json")


def test_broken_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: [")
    with pytest.raises(CannotRun, match=r"a\.yaml: not YAML"):
        files.yaml_of(tmp_path / "a.yaml")


def test_a_key_that_is_given_twice_is_refused_and_not_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("turn: {say: hello, expect: 1, expect: 2}")
    with pytest.raises(CannotRun, match=r"a\.yaml: not YAML: 'expect' is given twice.*line 1"):
        files.yaml_of(tmp_path / "a.yaml")


def test_writing_makes_the_folder_and_leaves_nothing_beside(tmp_path: Path) -> None:
    files.write(tmp_path / "new" / "a.json", "{}")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["a.json"]
    assert files.json_of(tmp_path / "new" / "a.json") == {}


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(CannotRun, match="taken: Is a directory"):
        files.write(tmp_path / "taken", "{}")

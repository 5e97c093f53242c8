"""Labelled questions, read or refused with the way out."""

import json
from pathlib import Path

import pytest

from copilot.calibration.cases import LabelledCasesError, read_cases


def written(folder: Path, *lines: str) -> Path:
    file = folder / "cases.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def case(number: int, *, answerable: bool) -> str:
    return json.dumps({"id": f"q{number}", "text": "Do gift cards expire?", "answerable": answerable})


def test_enough_cases_of_both_labels_are_read(tmp_path: Path) -> None:
    lines = [case(number, answerable=number < 20) for number in range(40)]
    assert len(read_cases(written(tmp_path, *lines, ""))) == 40


def test_too_few_of_a_label_are_refused_with_the_number_needed(tmp_path: Path) -> None:
    lines = [case(number, answerable=number < 30) for number in range(40)]
    with pytest.raises(LabelledCasesError, match="30 answerable and 10 unanswerable") as refused:
        read_cases(written(tmp_path, *lines))
    assert "at least 20 of each" in str(refused.value.fix)


def test_a_line_that_is_no_case_is_named_with_its_field(tmp_path: Path) -> None:
    with pytest.raises(LabelledCasesError, match="line 2: answerable"):
        read_cases(written(tmp_path, case(1, answerable=True), '{"id": "q2", "text": "When?"}'))


def test_an_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelledCasesError, match="'q1' twice"):
        read_cases(written(tmp_path, case(1, answerable=True), case(1, answerable=False)))


def test_a_missing_file_is_refused_by_its_option_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(LabelledCasesError) as refused:
        read_cases(tmp_path / "nothing.jsonl")
    assert refused.value.message.startswith("--cases: ")
    assert refused.value.message.endswith("cannot be read: no such file or directory.")
    assert "one JSON object a line" in str(refused.value.fix)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LabelledCasesError, match=r"cannot be read: it is not UTF-8\."):
        read_cases(tmp_path / "cases.jsonl")

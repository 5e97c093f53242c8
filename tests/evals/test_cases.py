"""Reading cases: mistakes name file, case and field; a vanished quote is rot, not a miss."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from evals.cases.facts import Fact
from evals.cases.loader import CasesError, load
from evals.cases.rot import find
from evals.cases.schema import Slice
from tests.evals.builders import case, gold

GOOD: dict[str, Any] = {"id": "a-case", "turns": [{"say": "Hello", "expect": {"outcome": "answered"}}]}


def _write(folder: Path, *cases: Any, name: str = "x.yaml", slice_name: str = "exception") -> Path:  # noqa: ANN401
    (folder / name).write_text(yaml.safe_dump({"slice": slice_name, "cases": list(cases)}))
    return folder


def _mistakes(folder: Path) -> list[str]:
    with pytest.raises(CasesError) as caught:
        load(folder)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_a_case_has_its_files_slice_first_and_its_own_after_it(tmp_path: Path) -> None:
    (loaded,) = load(_write(tmp_path, GOOD | {"slices": ["region", "exception"]}))
    assert loaded.slices == (Slice.EXCEPTION, Slice.REGION)


def test_cases_come_sorted_by_id(tmp_path: Path) -> None:
    _write(tmp_path, GOOD | {"id": "b"}, name="1.yaml")
    _write(tmp_path, GOOD | {"id": "a"}, name="2.yaml")
    assert [loaded.id for loaded in load(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"turns": [{"say": "Hello", "expect": {"outcome": "happy"}}]}, "turns.0.expect.outcome"),
        ({"turns": [{"say": "Hello", "expect": {"outcom": "answered"}}]}, "turns.0.expect.outcom"),
        ({"turns": []}, "turns"),
        ({"setup": {"region": "mars"}}, "setup.region"),
        ({"slices": ["nothing"]}, "slices.1"),
        ({"changes": [{"table": "approvals"}]}, "changes.0.table"),
        ({"id": "Bad Id"}, "id"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_mistake_names_file_case_and_field(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    broken = GOOD | change
    assert any(
        text.startswith(f"x.yaml, case {broken['id']}, {field}: ") for text in _mistakes(_write(tmp_path, broken))
    )


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    _write(tmp_path, GOOD | {"colour": "red"}, "not a case", name="1.yaml")
    (tmp_path / "2.yaml").write_text("slice: [unclosed")
    (tmp_path / "3.yaml").write_text("just text")
    text = "\n".join(_mistakes(tmp_path))
    assert "case a-case, colour" in text
    assert "case number 2" in text
    assert "2.yaml, case -, -: not YAML" in text
    assert "3.yaml, case -, -: a file holds exactly two keys" in text


def test_an_id_used_twice_is_a_mistake(tmp_path: Path) -> None:
    assert _mistakes(_write(tmp_path, GOOD, GOOD)) == ["x.yaml, case a-case, id: used by an earlier case"]


def test_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    assert "no cases" in _mistakes(tmp_path)[0]


@pytest.mark.parametrize(
    ("labels", "complaint"),
    [
        ({"calls": [{"tool": "t"}], "forbidden": ["t"]}, "both wanted and forbidden: t"),
        ({"calls": [{"tool": "t", "compare": {"x": "any"}}]}, "compare names no argument: x"),
        ({"facts": [{"number": 1, "money": "2.00"}]}, "exactly one of"),
        ({"facts": [{}]}, "got none"),
        ({"facts": [{"phrase": " "}]}, "a wording is empty"),
        ({"facts": [{"currency": "USD", "number": 3}]}, "a currency belongs to money"),
        ({"facts": [{"unit": "days", "phrase": "x"}]}, "a unit belongs to a number"),
    ],
)
def test_labels_that_contradict_themselves_are_refused(labels: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        case(labels)


@pytest.mark.parametrize(
    ("turns", "complaint"),
    [
        ([{"say": "x"}], "nothing would be judged"),
        ([{"approver": "approve"}, {"say": "x", "expect": {"outcome": "acted"}}], "the first turn says nothing"),
        ([{"say": "x", "approver": "approve"}], "one of them"),
        ([{"say": "x"}, {"approver": "reject", "expect": {"outcome": "acted"}}], "label `changes`"),
    ],
)
def test_turns_that_make_no_sense_are_refused(turns: list[dict[str, Any]], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        case(turns=turns)


def test_money_reads_its_currency_from_the_label() -> None:
    fact = Fact.model_validate({"money": "64.00 USD"})
    assert (str(fact.money), fact.currency) == ("64.00", "USD")


LIBRARY = {
    ("returns-policy", "2025.1"): "3.1 You may return most items within 45 days of delivery.",
    ("returns-policy", "2026.1"): "3.1 You may return most items\nwithin **30 days** of delivery.",
    ("final-sale", "2025.1"): "3.1 Items marked Final sale cannot be returned.",
}


@pytest.mark.parametrize(
    ("label", "cause"),
    [
        (gold("final-sale", "Items marked Final sale cannot be returned."), None),
        (gold("returns-policy", "within 30 days of delivery", version="2026.1"), None),
        (gold("returns-policy", "within 30 days of delivery", version="2025.1"), "quote not found"),
        (gold("returns-policy", "within 30 days of delivery"), "name one"),
        (gold("returns-policy", "within 30 days of delivery", version="2027.1"), "no such version"),
        (gold("gone", "within 30 days of delivery"), "no such document"),
    ],
)
def test_a_quote_that_vanished_is_rot(label: dict[str, Any], cause: str | None) -> None:
    found = find(case({"gold": [label]}), LIBRARY)
    assert (cause is None and not found) or (cause is not None and cause in found[0].cause)

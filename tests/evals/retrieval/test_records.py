"""What a wrong file is told, and what a right one means."""

from pathlib import Path

import pytest

from evals.errors import CannotRun
from evals.retrieval.records import Utterance, read_passages, read_queries


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "q"', "line 2: not JSON"),
        ('["q", "text"]', "line 2: not a record"),
        ('{"id": "q"}', "line 2: text: Field required"),
        ('{"id": "q", "text": "  "}', "line 2: text:"),
        ('{"id": "q", "text": "Hi", "gold_doc_ids": "d1"}', "line 2: gold_doc_ids:"),
        ('{"id": "q", "text": "Hi", "history": [{"role": "user"}]}', "line 2: history.0.content: Field required"),
        ('{"id": "q", "text": "Hi", "answerable": "perhaps"}', "line 2: answerable:"),
        ('{"id": "first", "text": "Hi"}', "line 2: id: 'first' is already on line 1"),
    ],
)
def test_a_wrong_line_is_named_with_its_field(tmp_path: Path, line: str, complaint: str) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"id": "first", "text": "Hello"}\n' + line + "\n")
    with pytest.raises(CannotRun, match=r"queries\.jsonl") as refused:
        read_queries(file)
    assert complaint in str(refused.value)


def test_a_missing_file_and_an_empty_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="No such file"):
        read_queries(tmp_path / "none.jsonl")
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")
    with pytest.raises(CannotRun, match="no record"):
        read_queries(empty)


def test_a_file_in_another_encoding_says_so(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_bytes('{"id": "q", "text": "né"}'.encode("latin-1"))
    with pytest.raises(CannotRun, match="not UTF-8"):
        read_queries(file)


def test_a_passage_needs_an_id_and_a_text(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text('{"doc_id": "", "text": "x"}\n')
    with pytest.raises(CannotRun, match="line 1: doc_id"):
        read_passages(file)


def test_null_and_unknown_fields_are_as_if_absent(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"id": "q", "text": "Hi", "history": null, "gold_doc_ids": null, "rewrite": "x"}\n')
    [query] = read_queries(file)
    assert (query.history, query.gold_doc_ids, query.slice, query.cluster) == ((), (), "unsliced", "q")


def test_only_what_the_customer_said_counts_as_said_before(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text(
        '{"id": "q", "text": "Hi", "history": [{"role": "user", "content": "One?"}, '
        '{"role": "assistant", "content": "Two."}, {"role": "user", "content": " "}]}\n'
    )
    [query] = read_queries(file)
    assert query.said_before == ("One?",)
    assert query.history[1] == Utterance(role="assistant", content="Two.")
    assert query.without_history().said_before == ()

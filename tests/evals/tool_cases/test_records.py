"""Labelled tool cases: what a wrong line is told, and what the labels mean."""

from pathlib import Path

import pytest

from evals.errors import CannotRun
from evals.tool_cases.records import read_cases
from tests.evals.tool_cases.builders import case


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "a"', "line 2: not JSON"),
        ('{"id": "a"}', "line 2: expected_tools: Field required"),
        ('{"id": "a", "expected_tools": [{"args": {}}]}', "line 2: expected_tools.0.name: Field required"),
        ('{"id": "a", "expected_tools": [{"name": "t", "args": 1}]}', "line 2: expected_tools.0.args:"),
        ('{"id": "a", "messages": [{"content": "Hi"}], "expected_tools": []}', "line 2: messages.0.role:"),
        ('{"id": "a", "expected_tools": [{"name": "t"}], "forbidden": ["t"]}', "also expected or allowed: t"),
        ('{"id": "first", "expected_tools": []}', "line 2: id: 'first' is already on line 1"),
    ],
)
def test_a_wrong_line_is_named_with_its_field(tmp_path: Path, line: str, complaint: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": "first", "expected_tools": []}\n' + line + "\n")
    with pytest.raises(CannotRun, match=r"cases\.jsonl") as refused:
        read_cases(file)
    assert complaint in str(refused.value)


def test_a_call_of_the_customer_is_not_the_assistants() -> None:
    labelled = case({"name": "a", "args": {}}, {"name": "b", "args": {}, "requestor": "user"})
    assert [call.tool for call in labelled.calls] == ["a"]


def test_a_call_through_a_wrapper_is_judged_as_the_tool_behind_it() -> None:
    unlock = {"name": "unlock", "args": {"tool": "a"}, "effective_tool": "a"}
    through = {"name": "call", "args": {"tool": "a"}, "effective_tool": "a", "effective_args": {"x": 1}}
    both = case(unlock, through, through)
    assert [(call.tool, call.arguments) for call in both.calls] == [("a", {"x": 1})] * 2
    assert [(call.tool, call.arguments) for call in case(unlock).calls] == [("a", None)]


@pytest.mark.parametrize(
    ("compared", "arguments"), [(None, {"x": 1, "y": 2}), (["x"], {"x": 1}), ([], None)], ids=["all", "one", "none"]
)
def test_only_the_arguments_named_are_compared(compared: list[str] | None, arguments: dict[str, int] | None) -> None:
    labelled = case({"name": "a", "args": {"x": 1, "y": 2}, "compare_args": compared})
    assert labelled.calls[0].arguments == arguments
    assert labelled.labels_arguments is (arguments is not None)


def test_labels_are_of_the_last_customer_message_unless_they_say_otherwise() -> None:
    talk = [{"role": role, "content": role + str(place)} for place, role in enumerate(("user", "assistant", "user"))]
    last = case(messages=talk)
    whole = case(messages=talk, granularity="whole conversation")
    assert [said[-1].content for said in last.asked] == ["user2"]
    assert [said[-1].content for said in whole.asked] == ["user0", "user2"]
    assert [len(said) for said in whole.asked] == [1, 3]
    assert case({"name": "a", "after_turn": 1}, messages=talk).whole_conversation


def test_a_description_stands_in_for_a_message_that_is_not_there() -> None:
    described = case(messages=None, description="Return Due to Size")
    assert [said[-1].content for said in described.asked] == ["Return Due to Size"]
    assert described.by_description
    assert case(messages=[]).asked == ()

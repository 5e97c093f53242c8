"""Catalogues: three shapes read alike, and what a wrong one is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.errors import CannotRun
from evals.tool_cases.catalogue import Argument, CatalogueTool, named_by, read_catalogue
from tests.evals.tool_cases.builders import case

ARGUMENT = {"name": "id", "type": "str", "required": True}
PLAIN = {"name": "block", "kind": "WRITE", "doc": "Block it.", "args": [ARGUMENT]}
SCHEMA = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
OPENAI = {"type": "function", "function": {"name": "block", "description": "Block it.", "parameters": SCHEMA}}


def _file(folder: Path, content: object) -> Path:
    file = folder / "tools.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


@pytest.mark.parametrize(
    "content",
    [[PLAIN], {"tools": [PLAIN]}, [OPENAI], OPENAI, json.dumps(PLAIN) + "\n"],
    ids=["list", "wrapped", "openai", "one", "lines"],
)
def test_every_shape_gives_the_same_tool(tmp_path: Path, content: object) -> None:
    tools = read_catalogue(_file(tmp_path, content))
    assert list(tools) == ["block"]
    assert (tools["block"].description, tools["block"].effect) == ("Block it.", "write")
    assert tools["block"].required == ("id",)
    assert tools["block"].schema["function"]["parameters"] == SCHEMA


def test_names_alone_are_a_catalogue_without_required_arguments(tmp_path: Path) -> None:
    tools = read_catalogue(_file(tmp_path, {"actions": {"interaction": {"send-link": [], "offer-refund": ["amount"]}}}))
    assert list(tools) == ["send-link", "offer-refund"]
    assert tools["offer-refund"] == CatalogueTool("offer-refund", "", "write", (Argument(name="amount"),))


@pytest.mark.parametrize(("kind", "effect"), [("READ", "read"), ("read", "read"), ("GENERIC", "write"), ("", "write")])
def test_what_is_not_declared_a_read_is_taken_for_a_write(tmp_path: Path, kind: str, effect: str) -> None:
    assert read_catalogue(_file(tmp_path, [{"name": "t", "kind": kind}]))["t"].effect == effect


@pytest.mark.parametrize(
    ("declared", "json_type"),
    [("str", "string"), ("Optional[float]", "number"), ("int | None", "integer"), ("bool", "boolean"),
     ("list[str]", "array"), ("TransferReason", "string")],
)  # fmt: skip
def test_types_become_json_types(declared: str, json_type: str) -> None:
    assert Argument(name="x", type=declared).json_type == json_type


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[{", "line 1: not JSON"),
        ("{}\n{", "line 2: not JSON"),
        ("3", "not a catalogue"),
        ("[]", "no tool in it"),
        ([{"description": "x"}], "entry 1: name: Field required"),
        ([PLAIN, {"name": "t", "args": [{}]}], "entry 2: args.0.name: Field required"),
        ([PLAIN, PLAIN], "entry 2: name: 'block' is there already"),
        ({"actions": {"kind": ["t"]}}, "actions.kind: not a mapping"),
    ],
)
def test_a_wrong_catalogue_is_told_where(tmp_path: Path, content: Any, complaint: str) -> None:  # noqa: ANN401
    with pytest.raises(CannotRun, match=r"tools\.json") as refused:
        read_catalogue(_file(tmp_path, content))
    assert complaint in str(refused.value)


def test_without_a_catalogue_the_labels_name_the_tools() -> None:
    tools = named_by([case({"name": "b", "args": {"x": 1}}, forbidden=["a"])])
    assert list(tools) == ["a", "b"]
    assert tools["b"].arguments == (Argument(name="x"),)

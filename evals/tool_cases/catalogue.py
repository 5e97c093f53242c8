"""The tools that cases may call, from a file beside them.

Three shapes are read, as JSON or as one record a line:
- `{name, kind|effect, description|doc, args: [{name, type, required}]}`
- OpenAI's `{type: "function", function: {name, description, parameters}}`, or the inner record alone
- `{"actions": {kind: {name: [argument, ...]}}}`: names alone; no argument is known to be required
What is not declared a read is taken for a write: the gate assumes the worse.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.errors import CannotRun
from evals.files import problem, text_of
from evals.tool_cases.records import ToolCase

_TYPES = {"str": "string", "string": "string", "int": "integer", "integer": "integer", "float": "number"}
_TYPES |= {"number": "number", "bool": "boolean", "boolean": "boolean", "list": "array", "array": "array"}
_TYPES |= {"dict": "object", "object": "object"}


class Argument(BaseModel):
    """One argument of a tool."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = Field(min_length=1)
    type: str = "str"
    required: bool = False

    @property
    def json_type(self) -> str:
        """JSON schema's name of its type; text where the catalogue's own name is not known."""
        inner = re.sub(r"^Optional\[(.*)\]$|^(.*?) \| None$", r"\1\2", self.type.strip())
        return _TYPES.get(re.split(r"[\[ ]", inner)[0].lower(), "string")


@dataclass(frozen=True, slots=True)
class CatalogueTool:
    """One tool as its catalogue declares it."""

    name: str
    description: str
    effect: Literal["read", "write"]
    arguments: tuple[Argument, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """Arguments without which it cannot be called."""
        return tuple(argument.name for argument in self.arguments if argument.required)

    @property
    def schema(self) -> dict[str, Any]:
        """OpenAI's form, which LangChain turns into every other provider's."""
        properties = {argument.name: {"type": argument.json_type} for argument in self.arguments}
        parameters = {"type": "object", "properties": properties, "required": list(self.required)}
        function = {"name": self.name, "description": self.description or self.name, "parameters": parameters}
        return {"type": "function", "function": function}


Tools = Mapping[str, CatalogueTool]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str = Field(min_length=1)
    description: str = ""
    doc: str = ""
    kind: str = ""
    effect: str = ""
    args: list[Argument] = []
    parameters: dict[str, Any] = {}

    def value(self) -> CatalogueTool:
        properties = self.parameters.get("properties") or {}
        needed = set(self.parameters.get("required") or ())
        schema = [
            Argument(name=name, type=str((how or {}).get("type", "str")), required=name in needed)
            for name, how in properties.items()
        ]
        effect: Literal["read", "write"] = "read" if (self.effect or self.kind).lower() == "read" else "write"
        return CatalogueTool(self.name, self.description or self.doc, effect, (*self.args, *schema))


def read_catalogue(file: Path) -> Tools:
    """Every tool by name, in the file's order. Raises CannotRun naming file, entry and field."""
    tools: dict[str, CatalogueTool] = {}
    for place, raw in _entries(file):
        tool = _parsed(file, place, raw)
        if tool.name in tools:
            raise CannotRun(f"{file}: {place}: name: {tool.name!r} is there already.")
        tools[tool.name] = tool
    if not tools:
        raise CannotRun(f"{file}: no tool in it.")
    return tools


def named_by(cases: Iterable[ToolCase]) -> Tools:
    """What the labels alone tell of the tools: names, and arguments where they are labelled."""
    arguments: dict[str, dict[str, None]] = {}
    for case in cases:
        for call in case.calls:
            arguments.setdefault(call.tool, {}).update(dict.fromkeys(call.arguments or {}))
        for name in (*case.forbidden, *case.allowed):
            arguments.setdefault(name, {})
    return {
        name: CatalogueTool(name, "", "write", tuple(Argument(name=one) for one in given))
        for name, given in sorted(arguments.items())
    }


def _entries(file: Path) -> list[tuple[str, Any]]:
    text = text_of(file)
    try:
        loaded = json.loads(text)
    except json.JSONDecodeError as error:
        return _lines(file, text, error)
    if isinstance(loaded, dict) and isinstance(actions := loaded.get("actions"), dict):
        return [place for kind, group in actions.items() for place in _named(file, kind, group)]
    if isinstance(loaded, dict):
        loaded = loaded["tools"] if isinstance(loaded.get("tools"), list) else [loaded]
    if not isinstance(loaded, list):
        raise CannotRun(f"{file}: not a catalogue. Write a list of tools, each with name, description and args.")
    return [(f"entry {number}", raw) for number, raw in enumerate(loaded, 1)]


def _lines(file: Path, text: str, whole: json.JSONDecodeError) -> list[tuple[str, Any]]:
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    found = []
    for number, line in lines:
        try:
            found.append((f"line {number}", json.loads(line)))
        except json.JSONDecodeError as error:
            at = f"line {number}" if found else f"line {whole.lineno}"
            raise CannotRun(f"{file}: {at}: not JSON ({error.msg}). Write a JSON list, or one tool a line.") from error
    return found


def _named(file: Path, kind: str, group: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - whatever the file holds
    if not isinstance(group, dict) or not all(isinstance(names, list) for names in group.values()):
        raise CannotRun(f"{file}: actions.{kind}: not a mapping of tool names to lists of arguments.")
    return [
        (f"actions.{kind}.{name}", {"name": name, "kind": kind, "args": [{"name": one} for one in names]})
        for name, names in group.items()
    ]


def _parsed(file: Path, place: str, raw: Any) -> CatalogueTool:  # noqa: ANN401 - whatever the file holds
    inner = raw.get("function", raw) if isinstance(raw, dict) else raw
    try:
        return _Entry.model_validate(inner).value()
    except ValidationError as error:
        raise CannotRun(f"{file}: {place}: {problem(error, 'tool')}.") from error

"""Files that people give and get: what cannot be read or written is said with its name, place and field."""

import json
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from evals.errors import CannotRun


class Unreadable(CannotRun):
    """A file that is not what it should be; `why` leaves out its name."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.why = why


def text_of(file: Path) -> str:
    """The file's text. Raises Unreadable for one that cannot be read as UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Unreadable(file, f"{error.strerror or error}. Give a file that can be read.") from error
    except UnicodeDecodeError as error:
        raise Unreadable(file, f"not UTF-8 (byte {error.start}). Save the file as UTF-8.") from error


def json_of(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The file's one JSON value. Raises Unreadable."""
    try:
        return json.loads(text_of(file))
    except json.JSONDecodeError as error:
        raise Unreadable(file, f"line {error.lineno}: not JSON ({error.msg}).") from error


def yaml_of(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The file's YAML. Raises Unreadable, also for a key that is given twice."""
    try:
        return yaml.load(text_of(file), _OnceEach)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise Unreadable(file, f"not YAML: {' '.join(str(error).split())}") from error


class _OnceEach(yaml.SafeLoader):
    """Of a key that is written twice, YAML's own reader would keep the last and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is given twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def problem(error: ValidationError, whole: str) -> str:
    """The first thing wrong, as "field: message"; `whole` names what has no such field."""
    detail = error.errors()[0]
    return f"{'.'.join(map(str, detail['loc'])) or whole}: {detail['msg']}"


def write(file: Path, text: str) -> None:
    """In a folder made where needed; a killed run leaves the old file whole. Raises CannotRun."""
    beside = file.with_name(f"{file.name}.writing")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise CannotRun(f"{file}: {error.strerror or error}. Name a file that can be written.") from error

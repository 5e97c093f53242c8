"""Files that people give and get: what cannot be read or written is said with its name, place and field."""

import json
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from evals.errors import CannotRun


def text_of(file: Path) -> str:
    """The file's text. Raises CannotRun for one that cannot be read as UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CannotRun(f"{file}: {error.strerror or error}. Give a file that can be read.") from error
    except UnicodeDecodeError as error:
        raise CannotRun(f"{file}: not UTF-8 (byte {error.start}). Save the file as UTF-8.") from error


def json_of(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The file's one JSON value. Raises CannotRun."""
    try:
        return json.loads(text_of(file))
    except json.JSONDecodeError as error:
        raise CannotRun(f"{file}: line {error.lineno}: not JSON ({error.msg}).") from error


def yaml_of(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The file's YAML. Raises CannotRun."""
    try:
        return yaml.safe_load(text_of(file))
    except yaml.YAMLError as error:
        raise CannotRun(f"{file}: not YAML: {' '.join(str(error).split())}") from error


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

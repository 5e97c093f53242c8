"""Labelled records as files: one JSON record a line. Parsed at the edge; errors name file, line and field."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.errors import CannotRun
from evals.files import problem, text_of


class Record(BaseModel):
    """What other people's files hold beyond the fields named is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


R = TypeVar("R", bound=Record)


def read(file: Path, kind: type[R], key: str) -> tuple[R, ...]:
    """Every record, in order; `key` is the field that tells them apart.

    Raises CannotRun for a file that cannot be read, a wrong line, a key given twice, or a file without records.
    """
    seen: dict[str, int] = {}
    kept: list[R] = []
    for number, record in _records(file, kind):
        name = getattr(record, key)
        if name in seen:
            raise CannotRun(f"{file}: line {number}: {key}: {name!r} is already on line {seen[name]}.")
        seen[name] = number
        kept.append(record)
    if not kept:
        raise CannotRun(f"{file}: no record in it.")
    return tuple(kept)


def _records(file: Path, kind: type[R]) -> Iterator[tuple[int, R]]:
    for number, line in enumerate(text_of(file).split("\n"), 1):
        if line.strip():
            yield number, _parsed(file, number, line, kind)


def _parsed(file: Path, number: int, line: str, kind: type[R]) -> R:
    try:
        values: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise CannotRun(f"{file}: line {number}: not JSON ({error.msg}, column {error.colno}).") from error
    if not isinstance(values, dict):
        raise CannotRun(f"{file}: line {number}: not a record. Write {{...}} with {_fields(kind)}.")
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        said = problem(error, "record")
        raise CannotRun(f"{file}: line {number}: {said}. Known fields: {_fields(kind)}.") from error


def _fields(kind: type[R]) -> str:
    return ", ".join(kind.model_fields)

"""What people said, kept in a YAML file under one key: a list of entries that a review can read."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from evals import files
from evals.errors import CannotRun

M = TypeVar("M", bound=BaseModel)
Identity = tuple[str, str]  # what was judged, and by whom


def read(file: Path, key: str, kind: type[M], identity: Callable[[M], Identity]) -> dict[Identity, M]:
    """Every entry; none where there is no file yet. Raises CannotRun naming file, entry and field."""
    if not file.exists():
        return {}
    loaded = files.yaml_of(file)
    entries = loaded.get(key) if isinstance(loaded, dict) else None
    if not isinstance(entries, list):
        raise CannotRun(f"{file}: one key is expected: {key}, a list of {{{', '.join(kind.model_fields)}}}.")
    found: dict[Identity, M] = {}
    for number, raw in enumerate(entries, 1):
        entry = _parsed(file, number, raw, kind)
        if identity(entry) in found:
            name, by = identity(entry)
            raise CannotRun(f"{file}: entry {number}: id: {name!r} is judged by {by!r} already.")
        found[identity(entry)] = entry
    return found


def write(file: Path, key: str, entries: Iterable[M], identity: Callable[[M], Identity]) -> None:
    """All of them, in order of identity, whole or not at all. Raises CannotRun."""
    plain = {key: [entry.model_dump(mode="json", exclude_defaults=True) for entry in sorted(entries, key=identity)]}
    files.write(file, yaml.safe_dump(plain, sort_keys=False, allow_unicode=True))


def _parsed(file: Path, number: int, raw: object, kind: type[M]) -> M:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise CannotRun(f"{file}: entry {number}: {files.problem(error, 'entry')}.") from error

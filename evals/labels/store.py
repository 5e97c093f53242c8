"""Labels in a YAML file that people read in review: one entry per thing and labeller."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.errors import CannotRun
from evals.json_lines import text_of
from evals.labels.modes import Mode


class Label(BaseModel):
    """What one person says of one failure; `proposed` is what the rules had said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    by: str = Field(min_length=1)
    mode: Mode
    proposed: Mode | None = None
    note: str = ""


Labels = Mapping[tuple[str, str], Label]  # by (id, labeller)


def read(file: Path) -> Labels:
    """Every label; none where there is no file yet. Raises CannotRun naming file, entry and field."""
    if not file.exists():
        return {}
    try:
        loaded = yaml.safe_load(text_of(file))
    except yaml.YAMLError as error:
        raise CannotRun(f"{file}: not YAML: {' '.join(str(error).split())}") from error
    entries = loaded.get("labels") if isinstance(loaded, dict) else None
    if not isinstance(entries, list):
        raise CannotRun(f"{file}: one key is expected: labels, a list of {{id, by, mode}}.")
    found: dict[tuple[str, str], Label] = {}
    for number, entry in enumerate(entries, 1):
        label = _parsed(file, number, entry)
        if (label.id, label.by) in found:
            raise CannotRun(f"{file}: entry {number}: id: {label.id!r} is labelled by {label.by!r} already.")
        found[label.id, label.by] = label
    return found


def write(file: Path, labels: Iterable[Label]) -> None:
    """All of them, in order of id and labeller; a killed run leaves the old file whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(labels, key=lambda label: (label.id, label.by))
    plain = {"labels": [label.model_dump(mode="json", exclude_defaults=True) for label in ordered]}
    beside = file.with_name(f"{file.name}.writing")
    beside.write_text(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True), encoding="utf-8")
    beside.replace(file)


def _parsed(file: Path, number: int, entry: object) -> Label:
    try:
        return Label.model_validate(entry)
    except ValidationError as error:
        detail = error.errors()[0]
        field = ".".join(str(part) for part in detail["loc"]) or "entry"
        raise CannotRun(f"{file}: entry {number}: {field}: {detail['msg']}.") from error

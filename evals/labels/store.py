"""Labels in a YAML file that people read in review: one entry per thing and labeller."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals import yaml_list
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
    return yaml_list.read(file, "labels", Label, _identity)


def write(file: Path, labels: Iterable[Label]) -> None:
    """All of them, in order of id and labeller."""
    yaml_list.write(file, "labels", labels, _identity)


def _identity(label: Label) -> yaml_list.Identity:
    return label.id, label.by

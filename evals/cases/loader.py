"""Reads reviewed YAML into cases. Every mistake names file, case and field; all are reported at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals import files
from evals.cases.schema import Case
from evals.errors import CannotRun

DEV = Path(__file__).parent / "dev"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with one field."""

    file: Path
    case: str
    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.file.name}, case {self.case}, {self.field}: {self.text}"


class CasesError(CannotRun):
    """The cases cannot be read as they stand."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


def load(folder: Path) -> tuple[Case, ...]:
    """Every case of every `*.yaml` in `folder`, sorted by id.

    Raises CasesError with every mistake found: an unreadable file, a wrong field, an id used twice, no case at all.
    """
    cases: dict[str, Case] = {}
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.yaml")):
        for entry in _entries(path):
            match entry:
                case Mistake():
                    mistakes.append(entry)
                case Case() if entry.id in cases:
                    mistakes.append(Mistake(path, entry.id, "id", "used by an earlier case"))
                case Case():
                    cases[entry.id] = entry
    if not cases and not mistakes:
        mistakes.append(Mistake(folder, "-", "-", "no cases: expected *.yaml files here"))
    if mistakes:
        raise CasesError(mistakes)
    return tuple(cases[key] for key in sorted(cases))


def _entries(path: Path) -> Iterator[Case | Mistake]:
    try:
        data = files.yaml_of(path)
    except files.Unreadable as error:
        yield Mistake(path, "-", "-", error.why)
        return
    if not isinstance(data, dict) or set(data) != {"slice", "cases"} or not isinstance(data["cases"], list):
        yield Mistake(path, "-", "-", "a file holds exactly two keys: slice and cases (a list)")
        return
    for position, raw in enumerate(data["cases"], start=1):
        yield from _read(path, position, raw, data["slice"])


def _read(path: Path, position: int, raw: Any, slice_name: str) -> Iterator[Case | Mistake]:  # noqa: ANN401
    """A case gets the file's slice first; `slices` names the further ones."""
    name = raw.get("id", f"number {position}") if isinstance(raw, dict) else f"number {position}"
    if not isinstance(raw, dict):
        yield Mistake(path, str(name), "-", "a case is a mapping")
        return
    further = raw.get("slices") or []
    try:
        yield Case.model_validate({**raw, "slices": [slice_name, *(s for s in further if s != slice_name)]})
    except ValidationError as error:
        for problem in error.errors():
            field = ".".join(str(part) for part in problem["loc"]) or "case"
            yield Mistake(path, str(name), field, problem["msg"])

"""The lock: digests of everything a run is measured with and ruled by, so that a changed ruler is seen.

Files are hashed as bytes and never parsed: the held-out cases are covered without being looked at.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from rich.console import Console

from copilot.turn.answer.prompt import PROMPTS
from evals import files
from evals.errors import CannotRun
from tools.catalogue import Catalogue, discover
from tools.settings import ToolsSettings

HERE = Path(__file__).parent
DEFAULT = HERE / "lock.json"
PHRASES = PROMPTS.parent / "turn" / "phrases.yaml"
UNDERSTANDING = PROMPTS.parent / "understanding" / "data"
DIGEST = 16  # hex digits: enough to tell versions apart, short enough to read

Lock = Mapping[str, Mapping[str, str]]
"""ruler -> file -> digest"""

_SHAPE = TypeAdapter(dict[str, dict[str, str]])


@dataclass(frozen=True, slots=True)
class Change:
    """One file of one ruler that is not what the lock says."""

    ruler: str
    file: str
    how: str  # added, removed, changed

    def __str__(self) -> str:
        return f"{self.ruler}: {self.file} {self.how}"


def take(cases: Path, gates: Path, catalogue: Catalogue) -> Lock:
    """The rulers as they are now. `cases` is the folder that is played; the packaged halves are always covered.

    Raises CannotRun for a file that cannot be read.
    """
    halves = {"cases": cases, "held-out cases": HERE / "cases" / "held_out"}
    measures = [*sorted((HERE / "metrics").glob("*.py")), *(HERE / name for name in ("scoring.py", "intervals.py"))]
    return {
        **{name: _files(sorted(folder.glob("*.yaml"))) for name, folder in halves.items()},
        "gates": _files([gates]),
        "metrics": _files(measures),
        "prompts": _files([*sorted(PROMPTS.glob("*.md")), PHRASES, *sorted(UNDERSTANDING.glob("*.yaml"))]),
        "rules": {source.name: _digest(source.text) for source in catalogue.rules}
        | {"parameters": _digest(catalogue.parameters.canonical)},
    }


def digests(lock: Lock) -> dict[str, str]:
    """One digest a ruler."""
    return {name: _digest(json.dumps(held, sort_keys=True)) for name, held in lock.items()}


def read(file: Path) -> Lock | None:
    """The stored lock; None where there is none. Raises CannotRun for a file that is no lock."""
    if not file.exists():
        return None
    try:
        return _SHAPE.validate_json(files.text_of(file))
    except ValidationError as error:
        raise CannotRun(f"{file}: not a lock. Write it anew: evals lock.") from error


def write(lock: Lock, file: Path) -> None:
    """As JSON, keys sorted: a changed ruler is a changed line. Raises CannotRun."""
    files.write(file, json.dumps(lock, indent=1, sort_keys=True) + "\n")


def changes(stored: Lock, now: Lock) -> tuple[Change, ...]:
    """What differs, by ruler and file."""
    found = []
    for ruler in sorted(stored.keys() | now.keys()):
        old, new = stored.get(ruler, {}), now.get(ruler, {})
        for file in sorted(old.keys() | new.keys()):
            if old.get(file) != new.get(file):
                how = "added" if file not in old else "removed" if file not in new else "changed"
                found.append(Change(ruler, file, how))
    return tuple(found)


def _files(paths: Iterable[Path]) -> dict[str, str]:
    try:
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:DIGEST] for path in paths}
    except OSError as error:
        raise CannotRun(f"{error.filename}: {error.strerror}. Give a file that can be read.") from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST]


def command(cases: Path, gates: Path, file: Path, console: Console, *, check: bool) -> int:
    """Write the lock, or say what is not as it says. The exit code. Raises CannotRun."""
    now = take(cases, gates, discover(*ToolsSettings.from_environment().packages))
    if not now["cases"]:
        raise CannotRun(f"{cases}: no cases: expected *.yaml files here.")
    stored = read(file)
    found = changes(stored or {}, now)
    for change in found:
        console.print(f"  {change}", highlight=False)
    if not check:
        write(now, file)
        console.print(f"{sum(map(len, now.values()))} files are locked in {file}")
        return 0
    console.print("nothing changed since the lock" if not found else f"{len(found)} changed since the lock")
    return int(bool(found))

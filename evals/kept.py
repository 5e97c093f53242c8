"""Finished cases of a run on disk, so that an interrupted run goes on where it was, if nothing changed since."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

import copilot
import evals
import ingestion
import tools
from copilot.turn.trace import Trace
from evals.cases.schema import Case
from evals.comparison.run import fingerprint
from evals.episode import Episode, RowChange, Tokens

FILE = "unfinished.jsonl"
CASES = "cases"  # a folder whose files do not count: each case has a fingerprint of its own
_CODE = (".py", ".cedar", ".yaml", ".md", ".j2")


class Kept:
    """The first line says what the run was; each further line is one episode. Safe to share between threads."""

    def __init__(self, file: Path, key: str) -> None:
        """What another run left in `file` is dropped, and so is a line that was cut off."""
        self._file = file
        self._lock = Lock()
        lines = _lines(file)
        same = bool(lines) and lines[0] == {"key": key}
        self._episodes = {(line["case"], line["trial"]): line for line in lines[1:]} if same else {}
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, [{"key": key}, *self._episodes.values()])

    def __len__(self) -> int:
        return len(self._episodes)

    def get(self, case: Case, trial: int) -> Episode | None:
        """The episode as it was played; None where it was not, or the case says something else now."""
        line = self._episodes.get((case.id, trial))
        if line is None or line["fingerprint"] != fingerprint(case):
            return None
        traces = tuple(None if trace is None else Trace.model_validate(trace) for trace in line["traces"])
        changes = tuple(RowChange(**row | {"changed": tuple(row["changed"])}) for row in line["changes"])
        return Episode(case, traces, changes, Tokens(**line["tokens"]))

    def put(self, episode: Episode, trial: int) -> None:
        """Written at once."""
        line = {
            "case": episode.case.id,
            "trial": trial,
            "fingerprint": fingerprint(episode.case),
            "traces": [None if trace is None else trace.model_dump(mode="json") for trace in episode.traces],
            "changes": [asdict(row) for row in episode.changes],
            "tokens": asdict(episode.tokens),
        }
        with self._lock, self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def done(self) -> None:
        """The run came to its end: the next one plays everything anew."""
        self._file.unlink(missing_ok=True)


def key(docs: Path, settings: Mapping[str, Any]) -> str:
    """Changes with the packages' code, rules and prompts, with the documents, and with `settings`."""
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True, default=str).encode())
    for package in (copilot, evals, ingestion, tools):
        folder = Path(package.__path__[0])
        _add(digest, (f for f in sorted(folder.rglob("*")) if f.suffix in _CODE and CASES not in f.parts))
    _add(digest, (file for file in sorted(docs.rglob("*")) if file.is_file()))
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", files: Iterable[Path]) -> None:
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())


def _lines(file: Path) -> list[Any]:
    found = []
    for line in file.read_text(encoding="utf-8").split("\n") if file.exists() else []:
        try:
            found.append(json.loads(line))
        except ValueError:  # cut off where the run was
            continue
    return found


def _write(file: Path, lines: Iterable[Any]) -> None:
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")

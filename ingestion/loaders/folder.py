"""Which files of a folder are documents."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingestion.document import Notice, fingerprint
from ingestion.errors import (
    DocumentRefused,
    FileTooLarge,
    FolderMissing,
    LinkOutOfFolder,
    UnreadableFile,
    UnsupportedFormat,
)
from ingestion.loaders.read import SIDECARS, SUFFIXES

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A document's bytes, those of the files beside it by their suffix, and the fingerprint of all."""

    source: str  # relative to the folder, POSIX
    raw: bytes
    beside: Mapping[str, bytes]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What a folder holds: readable files in path order, refusals, and notices about what was left out."""

    root: Path
    files: tuple[Found, ...]
    refusals: tuple[DocumentRefused, ...]
    notices: tuple[Notice, ...]
    single: bool = False  # one file was named: nothing is known of the others


def scan(path: Path, max_bytes: int, root: Path | None = None) -> Scan:
    """Read a folder, or one file; its source is relative to `root`, by default the folder it lies in.

    Hidden files and folders are skipped; a link that leads out of the folder is refused. Raises FolderMissing.
    """
    if not path.exists():
        raise FolderMissing(path)
    root = root or (path if path.is_dir() else path.parent)
    path = root / path.resolve().relative_to(root.resolve()) if path.is_file() else path
    found: list[Found] = []
    refusals: list[DocumentRefused] = []
    notices: list[Notice] = []
    for file in _walk(path):
        source = file.relative_to(root).as_posix()
        if file.name.endswith(SIDECARS):
            if not _stands_beside_a_document(file):
                notices.append(Notice(source, "format", "skipped: no document of that name stands beside it."))
            continue
        if file.suffix.lower() not in SUFFIXES:
            notices.append(
                Notice(source, "format", f"skipped: no loader for {file.suffix or 'files without a suffix'}.")
            )
            continue
        try:
            found.append(_read(file, source, root, max_bytes))
        except DocumentRefused as refusal:
            refusals.append(refusal)
    if path.is_file() and notices:
        raise UnsupportedFormat(
            f"No loader for {path.suffix or 'a file without a suffix'}.",
            fix=f"Use one of {', '.join(SUFFIXES)}.",
            file=path.name,
        )
    return Scan(root, tuple(found), tuple(refusals), tuple(notices), single=path.is_file())


def _walk(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(folder, name)


def _stands_beside_a_document(sidecar: Path) -> bool:
    stem = next(sidecar.name.removesuffix(suffix) for suffix in SIDECARS if sidecar.name.endswith(suffix))
    return any(sidecar.with_name(stem + suffix).exists() for suffix in SUFFIXES)


def _read(file: Path, source: str, root: Path, max_bytes: int) -> Found:
    sidecars = {suffix: file.with_name(file.stem + suffix) for suffix in SIDECARS}
    try:
        for candidate in (file, *sidecars.values()):
            if candidate.is_symlink() and not candidate.resolve().is_relative_to(root.resolve()):
                raise LinkOutOfFolder(
                    "A link that leads out of the folder.", fix="Put a copy of the file in the folder.", file=source
                )
        size = file.stat().st_size
        if size > max_bytes:
            raise FileTooLarge(
                f"{size / _MEGABYTE:.0f} MB, above the limit of {max_bytes / _MEGABYTE:.0f} MB.",
                fix="Split the document, or raise COPILOT_INGESTION__MAX_FILE_MB.",
                file=source,
            )
        raw = file.read_bytes()
        beside = {suffix: sidecar.read_bytes() for suffix, sidecar in sidecars.items() if sidecar.exists()}
    except OSError as error:
        raise UnreadableFile(
            f"Cannot be read ({error.strerror}).", fix="Check the file and its permissions.", file=source
        ) from error
    parts = (part for suffix, content in beside.items() for part in (suffix, content))
    return Found(source, raw, beside, fingerprint(source, raw, *parts))

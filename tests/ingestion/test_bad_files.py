"""A file that turns bad is refused with a way out; what it served before goes on, and the others are synced."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.errors import (
    BrokenFrontMatter,
    DatesReversed,
    DocumentRefused,
    EmptyDocument,
    EncryptedPdf,
    FileTooLarge,
    InvalidMetadata,
    LinkOutOfFolder,
    NotUtf8,
    PicturesOnly,
)
from ingestion.search import Searcher
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.loaders.pdf_files import Line, pdf

WORDS = "Return within 45 days."
REVERSED = "effective_from: 2026-03-01\neffective_to: 2026-02-28"


def _sparse(file: Path) -> None:
    with file.open("wb") as huge:
        huge.truncate(200_000_000)


def _link_out(file: Path) -> None:
    outside = file.parent.parent / "secret.md"
    outside.write_text("secret")
    file.unlink()
    file.symlink_to(outside)


@pytest.mark.parametrize(
    ("name", "spoil", "error"),
    [
        ("a.md", _sparse, FileTooLarge),
        ("a.md", _link_out, LinkOutOfFolder),
        ("a.md", lambda file: file.write_bytes(b""), EmptyDocument),
        ("a.md", lambda file: file.write_text(f"---\nid: [a\n---\n{WORDS}"), BrokenFrontMatter),
        ("a.md", lambda file: file.write_text(f"---\neffective_from: 2026-02-30\n---\n{WORDS}"), InvalidMetadata),
        ("a.md", lambda file: file.write_text(f"---\n{REVERSED}\n---\n{WORDS}"), DatesReversed),
        ("a.md", lambda file: file.write_bytes("Größe".encode("latin-1")), NotUtf8),
        ("a.pdf", lambda file: file.write_bytes(pdf([[]])), PicturesOnly),
        ("a.pdf", lambda file: file.write_bytes(pdf([[Line("x", 10, 700)]], encrypted=True)), EncryptedPdf),
    ],
)
def test_a_file_that_turns_bad_keeps_its_old_version_and_stops_nobody(
    docs: Path,
    write: Write,
    synced: Sync,
    searcher: Searcher,
    name: str,
    spoil: Callable[[Path], object],
    error: type[DocumentRefused],
) -> None:
    (docs / name).write_bytes(pdf([[Line(WORDS, 10, 700)]]) if name.endswith("pdf") else WORDS.encode())
    write("fees.md", "Fees are 5.00.\n")
    synced()
    spoil(docs / name)
    write("fees.md", "Fees are 6.00.\n")
    report = synced()
    [refusal] = report.refusals
    assert (type(refusal), refusal.file) == (error, name)
    assert refusal.fix
    assert report.kept == ("a 1",)
    assert {hit.chunk.text for hit in searcher.search("return days fees", on())} == {WORDS, "Fees are 6.00."}

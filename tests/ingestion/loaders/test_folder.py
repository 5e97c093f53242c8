"""Which files of a folder are documents."""

from pathlib import Path

import pytest

from ingestion.errors import FileTooLarge, FolderMissing, LinkOutOfFolder, UnreadableFile, UnsupportedFormat
from ingestion.loaders import scan
from tests.ingestion.conftest import Write

LIMIT = 1_000


def test_files_come_in_path_order_with_their_sidecars(docs: Path, write: Write) -> None:
    write("b.md", "B")
    write("a.txt", "A")
    write("sub/c.html", "<p>C</p>")
    write("sub/c.meta.yaml", "id: c")
    found = scan(docs, LIMIT)
    assert [file.source for file in found.files] == ["a.txt", "b.md", "sub/c.html"]
    assert found.files[2].beside == {".meta.yaml": b"id: c"}
    assert found.notices == ()


def test_hidden_files_and_folders_are_skipped(docs: Path, write: Write) -> None:
    write(".hidden.md", "x")
    write(".git/a.md", "x")
    assert scan(docs, LIMIT).files == ()


def test_an_unknown_format_is_a_notice(docs: Path, write: Write) -> None:
    write("picture.png", "x")
    found = scan(docs, LIMIT)
    assert found.files == ()
    assert [notice.file for notice in found.notices] == ["picture.png"]


def test_a_changed_sidecar_changes_the_fingerprint(docs: Path, write: Write) -> None:
    write("a.md", "A")
    [before] = scan(docs, LIMIT).files
    write("a.meta.yaml", "id: a")
    [after] = scan(docs, LIMIT).files
    assert before.fingerprint != after.fingerprint


def test_a_link_out_of_the_folder_is_refused_and_a_link_inside_is_read(
    docs: Path, write: Write, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (docs / "out.md").symlink_to(tmp_path / "secret.md")
    write("a.md", "A")
    (docs / "in.md").symlink_to(docs / "a.md")
    found = scan(docs, LIMIT)
    assert [type(refusal) for refusal in found.refusals] == [LinkOutOfFolder]
    assert [file.source for file in found.files] == ["a.md", "in.md"]


def test_a_sidecar_that_leads_out_of_the_folder_is_refused(docs: Path, write: Write, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("id: a")
    write("a.md", "A")
    (docs / "a.meta.yaml").symlink_to(tmp_path / "secret.yaml")
    assert [type(refusal) for refusal in scan(docs, LIMIT).refusals] == [LinkOutOfFolder]


def test_a_dangling_link_is_refused(docs: Path) -> None:
    (docs / "gone.md").symlink_to(docs / "nowhere.md")
    assert [type(refusal) for refusal in scan(docs, LIMIT).refusals] == [UnreadableFile]


def test_a_file_above_the_limit_is_refused_without_being_read(docs: Path) -> None:
    with (docs / "huge.md").open("wb") as huge:
        huge.truncate(200_000_000)
    [refusal] = scan(docs, 20_000_000).refusals
    assert isinstance(refusal, FileTooLarge)
    assert "200 MB" in refusal.problem


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        scan(tmp_path / "nowhere", LIMIT)


def test_a_single_file_is_that_file_only(docs: Path, write: Write) -> None:
    write("b.md", "B")
    found = scan(write("sub/a.md", "A"), LIMIT, root=docs)
    assert [file.source for file in found.files] == ["sub/a.md"]
    assert found.single


def test_a_single_file_without_a_loader_is_refused(write: Write) -> None:
    with pytest.raises(UnsupportedFormat):
        scan(write("picture.png", "x"), LIMIT)

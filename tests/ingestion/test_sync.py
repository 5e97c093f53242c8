"""A sync makes the index serve exactly the folder, at the price of what changed, and never serves half of it."""

from pathlib import Path
from unittest.mock import Mock

import pytest

from ingestion.errors import FolderEmpty, FolderMissing, MassWithdrawal, StoreUnwritable, SyncInProgress
from ingestion.index import open_index
from ingestion.ledger import open_ledger
from ingestion.lexical import LexicalIndex
from ingestion.lock import writing
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.fakes import WordEmbedder

RETURNS = "# Returns\n\n## 1. Window\n\nReturn within 45 days.\n\n## 2. Labels\n\nPrint the label.\n"


def served(settings: IngestionSettings) -> dict[str, str]:
    """Text below the headings, by chunk id, of the active generation."""
    ledger = open_ledger(settings.ledger)
    try:
        active = ledger.generations.active()
        return {s.chunk.chunk_id: s.chunk.body for s in ledger.chunks.of(active.id)} if active else {}
    finally:
        ledger.close()


def test_the_first_sync_serves_every_document(write: Write, synced: Sync, settings: IngestionSettings) -> None:
    write("returns.md", RETURNS)
    report = synced()
    assert (report.generation, report.applied, report.reasons) == ("g1", True, ("first",))
    assert served(settings) == {
        "returns@1#1-window:1": "Return within 45 days.",
        "returns@1#2-labels:1": "Print the label.",
    }


def test_a_second_sync_of_the_same_folder_does_nothing(write: Write, synced: Sync, embedder: WordEmbedder) -> None:
    write("returns.md", RETURNS)
    synced()
    embedder.read.clear()
    report = synced()
    assert (report.generation, report.applied, report.embedded) == ("g1", False, 0)
    assert embedder.read == []


def test_an_edit_embeds_only_what_it_changed(
    write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    write("returns.md", RETURNS)
    synced()
    embedder.read.clear()
    write("returns.md", RETURNS.replace("45", "30"))
    report = synced()
    assert embedder.read == ["Returns > 1. Window\nReturn within 30 days."]
    assert [change.after.metadata.doc_id for change in report.changes.edited] == ["returns"]
    assert served(settings)["returns@1#1-window:1"] == "Return within 30 days."


def test_text_that_comes_back_is_not_embedded_again(write: Write, synced: Sync, embedder: WordEmbedder) -> None:
    write("returns.md", RETURNS)
    synced()
    write("returns.md", RETURNS.replace("45", "30"))
    synced()
    embedder.read.clear()
    write("returns.md", RETURNS)
    assert synced().applied
    assert embedder.read == []


def test_a_removed_file_is_withdrawn(write: Write, synced: Sync, settings: IngestionSettings) -> None:
    write("returns.md", RETURNS)
    gone = write("fees.md", "Fees are 5.00.\n")
    synced()
    gone.unlink()
    report = synced()
    assert [document.metadata.doc_id for document in report.changes.withdrawn] == ["fees"]
    assert "Fees are 5.00." not in served(settings).values()


def test_a_changed_date_is_a_change_that_embeds_nothing(write: Write, synced: Sync, embedder: WordEmbedder) -> None:
    write("returns.md", RETURNS, title="Returns", effective_from="2026-01-01")
    synced()
    embedder.read.clear()
    write("returns.md", RETURNS, title="Returns", effective_from="2026-02-01")
    report = synced()
    assert (report.applied, report.embedded, len(report.changes.relabelled)) == (True, 0, 1)


def test_a_moved_file_is_a_rename_that_embeds_nothing(
    write: Write, synced: Sync, embedder: WordEmbedder, settings: IngestionSettings
) -> None:
    write("returns.md", RETURNS, id="returns")
    write("fees.md", "Fees.\n")
    synced()
    embedder.read.clear()
    write("returns.md", RETURNS, id="returns").rename(write("sub/other.md", "x"))
    report = synced()
    assert len(report.changes.renamed) == 1
    assert (report.embedded, report.changes.withdrawn, report.changes.added) == (0, (), ())
    assert "returns@1#1-window:1" in served(settings)


def test_a_renamed_file_without_an_id_is_a_rename_all_the_same(
    write: Write, synced: Sync, embedder: WordEmbedder
) -> None:
    file = write("returns.md", RETURNS)
    synced()
    embedder.read.clear()
    file.rename(file.with_name("returning.md"))
    report = synced()
    [change] = report.changes.renamed
    assert (change.before.metadata.doc_id, change.after.metadata.doc_id) == ("returns", "returning")
    assert embedder.read == []


def test_bytes_that_change_nothing_served_are_remembered_without_a_new_generation(write: Write, synced: Sync) -> None:
    write("returns.md", RETURNS, title="Returns", effective_from="2026-01-01")
    synced()
    write("returns.md", RETURNS, effective_from="2026-01-01", title="Returns")
    assert not synced().applied
    assert not synced().applied


def test_a_document_that_breaks_keeps_its_old_version_and_stops_nobody(
    write: Write, synced: Sync, settings: IngestionSettings
) -> None:
    write("returns.md", RETURNS)
    write("fees.md", "Fees are 5.00.\n")
    synced()
    write("returns.md", RETURNS, effective_from="yesterday")
    write("fees.md", "Fees are 6.00.\n")
    report = synced()
    assert [(refusal.file, refusal.field) for refusal in report.refusals] == [("returns.md", "effective_from")]
    assert report.kept == ("returns 1",)
    assert set(served(settings).values()) == {"Return within 45 days.", "Print the label.", "Fees are 6.00."}


def test_the_same_version_twice_refuses_the_newcomer(write: Write, synced: Sync, settings: IngestionSettings) -> None:
    write("z.md", "Old words.\n", id="fees", version="1")
    synced()
    write("a.md", "New words.\n", id="fees", version="1")
    report = synced()
    assert [refusal.file for refusal in report.refusals] == ["a.md"]
    assert "z.md" in str(report.refusals[0])
    assert list(served(settings).values()) == ["Old words."]


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ({}, {"effective_from": "2026-03-01"}, True),
        ({"effective_to": "2026-03-01"}, {"effective_from": "2026-03-01"}, True),
        ({"effective_to": "2026-02-28"}, {"effective_from": "2026-03-01"}, False),
        ({"region": "us"}, {"region": "uk"}, False),
        ({"region": "us"}, {}, True),
        ({"audience": "agent"}, {}, False),
    ],
)
def test_versions_may_not_overlap_for_one_region_and_audience(
    write: Write, synced: Sync, old: dict[str, str], new: dict[str, str], refused: bool
) -> None:
    write("a.md", "Old words.\n", id="fees", version="1", **old)
    write("b.md", "New words.\n", id="fees", version="2", **new)
    assert [refusal.file for refusal in synced().refusals] == (["b.md"] if refused else [])


def test_a_new_version_and_the_end_of_the_old_one_come_together(write: Write, synced: Sync) -> None:
    write("z.md", "Old words.\n", id="fees", version="1")
    synced()
    write("z.md", "Old words.\n", id="fees", version="1", effective_to="2026-02-28")
    write("a.md", "New words.\n", id="fees", version="2", effective_from="2026-03-01")
    assert synced().refusals == ()


def test_withdrawing_many_documents_needs_a_flag(write: Write, synced: Sync, settings: IngestionSettings) -> None:
    files = [write(f"{n}.md", f"Words {n}.\n") for n in range(10)]
    synced()
    for file in files[:3]:
        file.unlink()
    with pytest.raises(MassWithdrawal, match="3 of 10"):
        synced()
    assert len(served(settings)) == 10
    synced(allow_withdrawal=True)
    assert len(served(settings)) == 7


def test_an_empty_folder_withdraws_nothing(write: Write, synced: Sync, docs: Path, settings: IngestionSettings) -> None:
    write("a.md", "Words.\n").rename(docs.parent / "elsewhere.md")
    with pytest.raises(FolderEmpty):
        synced()
    write("a.md", "Words.\n")
    synced()
    (docs / "a.md").unlink()
    with pytest.raises(FolderEmpty):
        synced()
    assert list(served(settings).values()) == ["Words."]


def test_a_missing_folder_is_refused(synced: Sync, docs: Path) -> None:
    with pytest.raises(FolderMissing):
        synced(docs / "nowhere")


def test_a_single_file_means_that_file_only(write: Write, synced: Sync, settings: IngestionSettings) -> None:
    one = write("sub/one.md", "One.\n")
    write("two.md", "Two.\n")
    synced()
    write("sub/one.md", "One more.\n")
    write("two.md", "Two more.\n")
    report = synced(one)
    assert (len(report.changes.edited), report.changes.withdrawn) == (1, ())
    assert set(served(settings).values()) == {"One more.", "Two."}
    synced()
    assert set(served(settings).values()) == {"One more.", "Two more."}


def test_two_syncs_at_once_are_refused(write: Write, synced: Sync, settings: IngestionSettings) -> None:
    write("a.md", "Words.\n")
    ledger = open_ledger(settings.ledger)
    with writing(settings, ledger), pytest.raises(SyncInProgress):
        synced()
    ledger.close()
    assert synced().applied


def test_another_model_embeds_everything_again_and_never_mixes(
    write: Write, synced: Sync, docs: Path, settings: IngestionSettings
) -> None:
    write("returns.md", RETURNS)
    synced()
    other = WordEmbedder("words@2")
    report = sync(docs, settings, other)
    assert (report.reasons, len(other.read)) == (("model",), 2)
    with open_index(settings, other) as index:
        active = index.ledger.generations.active()
        assert active is not None
        assert active.model_id == "words@2"
        assert list(index.ledger.collections.of(active.id)) == [index.collection(2)]


def test_another_chunk_limit_cuts_everything_again(
    write: Write, synced: Sync, docs: Path, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    write("returns.md", "# Returns\n\n" + "A sentence of some length stands here. " * 20)
    synced()
    report = sync(docs, settings.model_copy(update={"chunk_tokens": 64}), embedder)
    assert report.reasons == ("chunker",)
    assert report.chunks > 2


def test_a_refused_file_is_cut_again_from_its_stored_text(
    write: Write, synced: Sync, docs: Path, settings: IngestionSettings
) -> None:
    write("returns.md", RETURNS)
    write("fees.md", "Fees.\n")
    synced()
    write("returns.md", RETURNS, effective_from="yesterday")
    other = WordEmbedder("words@2")
    report = sync(docs, settings, other)
    assert report.kept == ("returns 1",)
    assert len(other.read) == 3


def test_a_store_that_lost_its_data_is_noticed_and_restored_without_the_model(
    write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder, docs: Path
) -> None:
    write("returns.md", RETURNS)
    synced()
    with open_index(settings, embedder) as index:
        name = index.collection(1)
        index.vectors.drop(name)
    embedder.read.clear()
    report = sync(docs, settings, embedder)
    assert report.repaired == (f"{name}: missing",)
    assert embedder.read == []
    assert sync(docs, settings, embedder).repaired == ()


def test_a_lost_lexical_index_is_noticed_and_restored(write: Write, synced: Sync, settings: IngestionSettings) -> None:
    write("returns.md", RETURNS)
    synced()
    (settings.lexical_folder / "g1").rename(settings.home / "moved")
    assert synced().repaired == ("lexical index: missing",)
    assert (settings.lexical_folder / "g1").is_dir()


def test_a_restoring_that_fails_midway_lets_readers_read_what_it_wrote(
    write: Write, synced: Sync, settings: IngestionSettings, searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("returns.md", RETURNS)
    synced()
    searcher.search("return", on())
    before = searcher._active()
    with open_index(settings, WordEmbedder()) as index:
        index.vectors.drop(index.collection(1))
    (settings.lexical_folder / "g1").rename(settings.home / "moved")
    with monkeypatch.context() as full:
        full.setattr(LexicalIndex, "save", Mock(side_effect=OSError("no space left")))
        with pytest.raises(StoreUnwritable, match="no space left"):
            synced()
    assert searcher._active() != before
    assert searcher.search("return", on())[0].dense_rank == 1


def test_a_sync_that_dies_leaves_the_old_state_serving_and_the_next_one_uses_its_work(
    write: Write, synced: Sync, docs: Path, settings: IngestionSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("returns.md", RETURNS)
    synced()
    write("fees.md", "Fees are 5.00.\n")
    embedder = WordEmbedder()
    with monkeypatch.context() as broken:
        broken.setattr("ingestion.build.find_links", _die)
        with pytest.raises(KeyboardInterrupt):
            sync(docs, settings, embedder)
    assert "Fees are 5.00." not in served(settings).values()
    assert len(embedder.read) == 1
    report = sync(docs, settings, embedder)
    assert report.applied
    assert len(embedder.read) == 1  # not embedded again
    assert "Fees are 5.00." in served(settings).values()
    with open_index(settings, embedder) as index:
        assert index.vectors.names() == index.ledger.collections.names()


def _die(*_args: object) -> None:
    raise KeyboardInterrupt


def test_only_the_newest_generations_are_kept_with_what_they_need(
    write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    for n in range(6):
        write("a.md", f"Words number {n}.\n")
        synced()
    with open_index(settings, embedder) as index:
        generations = index.ledger.generations.all()
        assert [(found.name, found.status) for found in generations] == [
            ("g6", "active"),
            ("g5", "retired"),
            ("g4", "retired"),
        ]
        assert index.vectors.names() == {index.collection(n) for n in (4, 5, 6)}
    assert sorted(folder.name for folder in settings.lexical_folder.iterdir()) == ["g4", "g5", "g6"]


def test_collections_are_compacted_before_they_become_many(
    write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    for n in range(settings.max_collections + 1):
        write(f"{n}.md", f"Words number {n}.\n")
        synced()
    with open_index(settings, embedder) as index:
        active = index.ledger.generations.active()
        assert active is not None
        assert index.ledger.collections.of(active.id) == {index.collection(active.id): settings.max_collections + 1}
    assert len(embedder.read) == settings.max_collections + 1


def test_a_home_that_cannot_be_written_is_a_clear_refusal(
    write: Write, docs: Path, tmp_path: Path, embedder: WordEmbedder
) -> None:
    write("a.md", "Words.\n")
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreUnwritable):
        sync(docs, IngestionSettings(home=tmp_path / "file" / "home"), embedder)


def test_a_running_search_follows_the_switch(write: Write, synced: Sync, searcher: Searcher) -> None:
    write("returns.md", RETURNS)
    synced()
    assert searcher.search("return within days", on())[0].chunk.body == "Return within 45 days."
    write("returns.md", RETURNS.replace("45", "30"))
    synced()
    assert searcher.search("return within days", on())[0].chunk.body == "Return within 30 days."
    assert searcher.generation == "g2"


def test_progress_counts_documents_and_embeddings(
    write: Write, docs: Path, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    write("a.md", "A.\n")
    write("b.md", "B.\n")
    seen: list[tuple[str, int, int]] = []
    sync(docs, settings, embedder, progress=lambda what, done, total: seen.append((what, done, total)))
    assert seen == [("documents", 0, 2), ("documents", 2, 2), ("embeddings", 0, 2), ("embeddings", 2, 2)]

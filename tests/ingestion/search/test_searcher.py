"""Search serves what is in force, for whom it is meant, best first, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from ingestion import vectors
from ingestion.errors import NothingIngested, OtherModel
from ingestion.model import Audience, LinkKind
from ingestion.search import DEFAULT, GoverningDates, RetrievalSettings, Scope, Searcher
from ingestion.settings import IngestionSettings
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.fakes import WordEmbedder


@pytest.fixture
def shop(write: Write, synced: Sync) -> None:
    """Two versions of a returns policy, a regional one, an agents' one."""
    write(
        "returns-2025.md",
        "## 1. Window\n\nReturn items within 45 days.\n",
        id="returns",
        version="2025",
        title="Returns policy",
        effective_to="2026-02-28",
        governed_by="order",
    )
    write(
        "returns-2026.md",
        "## 1. Window\n\nReturn items within 30 days.\n\n::: agent\nSupervisors accept late return items.\n:::\n\n"
        "## 2. Exceptions to the window\n\nPlants cannot be returned.\n",
        id="returns",
        version="2026",
        title="Returns policy",
        effective_from="2026-03-01",
        governed_by="order",
        supersedes="2025",
    )
    write("eu.md", "Withdraw within 14 days.\n", id="eu", title="EU withdrawal", region="eu", governed_by="delivery")
    write("handbook.md", "Late return items are a fraud flag.\n", id="handbook", title="Handbook", audience="agent")
    synced()


def texts(searcher: Searcher, query: str, scope: Scope, settings: RetrievalSettings = DEFAULT) -> list[str]:
    return [hit.chunk.body for hit in searcher.search(query, scope, settings)]


@pytest.mark.usefixtures("shop")
class TestScope:
    """What a search may see."""

    def test_the_version_in_force_answers(self, searcher: Searcher) -> None:
        assert "Return items within 30 days." in texts(searcher, "return items", on())
        assert "Return items within 45 days." not in texts(searcher, "return items", on())

    def test_a_past_date_answers_from_the_retired_version(self, searcher: Searcher) -> None:
        found = texts(searcher, "return items", on(date(2026, 2, 28)))
        assert found[0] == "Return items within 45 days."
        assert "Return items within 30 days." not in found

    def test_each_document_is_judged_by_the_date_that_governs_it(self, searcher: Searcher) -> None:
        dates = GoverningDates(order=date(2026, 2, 1), delivery=date(2026, 6, 1), request=date(2026, 6, 15))
        found = texts(searcher, "return items withdraw days", Scope(dates))
        assert "Return items within 45 days." in found
        assert "Withdraw within 14 days." in found

    def test_customers_never_see_what_is_for_agents(self, searcher: Searcher) -> None:
        found = texts(searcher, "late return items fraud supervisors", on())
        assert not [text for text in found if "fraud" in text or "Supervisors" in text]

    def test_agents_see_both(self, searcher: Searcher) -> None:
        found = texts(searcher, "late return items fraud supervisors", on(audience=Audience.AGENT))
        assert "Supervisors accept late return items." in found
        assert "Late return items are a fraud flag." in found

    @pytest.mark.parametrize(("region", "seen"), [("eu", True), ("us", False), (None, True)])
    def test_a_region_sees_its_own_and_the_common(self, searcher: Searcher, region: str | None, seen: bool) -> None:
        found = texts(searcher, "withdraw return days", on(region=region))
        assert ("Withdraw within 14 days." in found) is seen
        assert "Return items within 30 days." in found


@pytest.mark.usefixtures("shop")
class TestLinks:
    """What belongs to a hit."""

    def test_an_exception_comes_with_the_rule_it_limits_and_the_other_way_round(self, searcher: Searcher) -> None:
        exception = "returns@2026#2-exceptions-to-the-window:1"
        rule = "returns@2026#1-window:1"
        [(link, chunk)] = [pair for pair in searcher.linked([rule], on()) if pair[0].source == exception]
        assert (link.kind, chunk.body) == (LinkKind.EXCEPTION, "Plants cannot be returned.")
        assert rule in {chunk.chunk_id for _, chunk in searcher.linked([exception], on())}

    def test_a_link_out_of_scope_is_not_served(self, searcher: Searcher) -> None:
        kinds = {link.kind for link, _ in searcher.linked(["returns@2026#1-window:1"], on())}
        assert LinkKind.SUPERSEDES not in kinds

    def test_neighbours_are_of_the_same_section_and_in_scope(self, searcher: Searcher) -> None:
        [hit] = searcher.search("30 days", on(), RetrievalSettings(k=1))
        assert searcher.neighbours(hit.chunk, on()) == []
        [neighbour] = searcher.neighbours(hit.chunk, on(audience=Audience.AGENT))
        assert neighbour.text == "Supervisors accept late return items."

    def test_no_chunks_have_no_links(self, searcher: Searcher) -> None:
        assert searcher.linked([], on()) == []


@pytest.mark.usefixtures("shop")
class TestRanking:
    """How hits are found and ordered."""

    def test_both_retrievers_leave_their_rank_and_score(self, searcher: Searcher) -> None:
        best = searcher.search("return items within 30 days", on())[0]
        assert (best.dense_rank, best.lexical_rank) == (1, 1)
        assert best.dense_score is not None
        assert 0.5 < best.dense_score <= 1.0
        assert best.lexical_score is not None
        assert best.lexical_score > 0

    def test_a_weight_of_zero_turns_a_retriever_off(self, searcher: Searcher, embedder: WordEmbedder) -> None:
        embedder.read.clear()
        [best, *_] = searcher.search("plants", on(), RetrievalSettings(dense_weight=0, reranked=0))
        assert (best.dense_rank, best.lexical_rank) == (None, 1)
        assert embedder.read == []
        assert searcher.search("plants", on(), RetrievalSettings(lexical_weight=0))[0].lexical_rank is None

    def test_a_given_vector_spares_the_model(self, searcher: Searcher, embedder: WordEmbedder) -> None:
        vector = embedder.embed(["plants"])
        embedder.read.clear()
        assert searcher.search("plants", on(), vectors=vector)
        assert "plants" not in embedder.read

    def test_a_sentence_is_embedded_once_however_often_it_is_searched(
        self, searcher: Searcher, embedder: WordEmbedder
    ) -> None:
        searcher.search("plants", on())
        embedder.read.clear()
        searcher.search("plants", on())
        assert embedder.read == []

    def test_no_more_than_k_hits_come_back(self, searcher: Searcher) -> None:
        assert len(searcher.search("return items", on(), RetrievalSettings(k=1))) == 1

    @pytest.mark.parametrize("query", ["", "  \n"])
    def test_an_empty_query_finds_nothing(self, searcher: Searcher, query: str) -> None:
        assert searcher.search(query, on()) == []

    def test_unknown_words_find_nothing_by_words(self, searcher: Searcher) -> None:
        assert searcher.search("zzzz", on(), RetrievalSettings(dense_weight=0)) == []


@pytest.mark.parametrize("compared", [10_000, 0])
def test_what_is_in_scope_is_found_behind_many_nearer_chunks_that_are_not(
    write: Write, synced: Sync, searcher: Searcher, monkeypatch: pytest.MonkeyPatch, compared: int
) -> None:
    monkeypatch.setattr(vectors, "_COMPARED", compared)
    for n in range(120):
        write(f"old-{n}.md", f"Return items within {n} days.\n", effective_to="2020-01-01", title=f"Old {n}")
    write("new.md", "Return nothing, items number stays.\n", title="New")
    synced()
    found = searcher.search("return items within days", on(), RetrievalSettings(k=3, depth=5))
    assert [hit.chunk.metadata.doc_id for hit in found] == ["new"]
    assert (found[0].dense_rank, found[0].lexical_rank) == (1, 1)


def test_the_same_text_in_two_documents_is_found_in_both(write: Write, synced: Sync, searcher: Searcher) -> None:
    for name in ("a", "b"):
        write(f"{name}.md", "Return within 30 days.\n", title="Same")
    synced()
    found = searcher.search("return", on())
    assert [hit.chunk.metadata.doc_id for hit in found] == ["a", "b"]


def test_searching_before_the_first_sync_says_so(searcher: Searcher) -> None:
    with pytest.raises(NothingIngested):
        searcher.search("anything", on())
    with pytest.raises(NothingIngested):
        _ = searcher.generation


def test_another_model_than_the_indexs_is_refused(write: Write, synced: Sync, settings: IngestionSettings) -> None:
    write("a.md", "Words.\n")
    synced()
    other = Searcher.open(settings, WordEmbedder("words@2"))
    with pytest.raises(OtherModel, match="words@1"):
        other.search("words", on())
    assert other.search("words", on(), RetrievalSettings(dense_weight=0, reranked=0))
    other.close()


def test_a_machine_without_the_lexical_folder_builds_the_index_from_the_ledger(
    write: Write, synced: Sync, settings: IngestionSettings, searcher: Searcher, tmp_path: Path
) -> None:
    write("a.md", "Words of wisdom.\n")
    synced()
    settings.lexical_folder.rename(tmp_path / "elsewhere")
    assert searcher.search("wisdom", on())[0].lexical_rank == 1


def test_a_collection_restored_under_an_open_search_is_found_again(
    write: Write, synced: Sync, searcher: Searcher
) -> None:
    write("a.md", "Words of wisdom.\n")
    synced()
    assert searcher.search("wisdom", on())
    [name] = searcher._vectors.names()
    searcher._vectors.drop(name)
    synced()
    assert searcher.search("wisdom", on())[0].dense_rank == 1


def test_a_thread_that_was_overtaken_does_not_bring_the_old_generation_back(
    write: Write, synced: Sync, searcher: Searcher
) -> None:
    write("a.md", "Words of wisdom.\n")
    synced()
    overtaken = searcher._active()
    write("a.md", "Words of folly.\n")
    synced()
    newer = searcher._current()
    assert searcher._of(overtaken) is newer
    assert searcher._current() is newer


@pytest.mark.usefixtures("shop")
def test_how_many_are_wanted_does_not_change_their_order(searcher: Searcher) -> None:
    scope = on(audience=Audience.AGENT)
    deep = texts(searcher, "late return items withdraw days", scope, RetrievalSettings(k=50, reranked=2))
    assert len(deep) > 3
    assert texts(searcher, "late return items withdraw days", scope, RetrievalSettings(k=3, reranked=2)) == deep[:3]

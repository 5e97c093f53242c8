"""Both scores of every candidate, whichever retriever found it."""

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from ingestion.ledger.tables import CollectionVectorRow, EmbeddingRow
from ingestion.search import RetrievalSettings, Searcher
from tests.ingestion.conftest import Sync, Write, on

ONE_EACH = RetrievalSettings(depth=1, k=2)


@pytest.fixture
def shop(write: Write, synced: Sync) -> None:
    """`meaning` is nearest to the query below, `words` shares its rarest word."""
    write("meaning.md", "Return items within days.\n", title="Return items")
    write("words.md", "Plants. Water soil light leaf root stem flower pot seed sun.\n", title="Plants")
    write("other.md", "Items to return: see elsewhere, nothing here.\n", title="Other")
    synced()


@pytest.mark.usefixtures("shop")
class TestCandidates:
    """One candidate a retriever, of the same two pages."""

    def test_what_one_retriever_found_has_the_score_of_the_other(self, searcher: Searcher) -> None:
        query = "return items plants plants"
        all_found = {hit.chunk.metadata.doc_id: hit for hit in searcher.search(query, on())}
        for hit in searcher.search(query, on(), ONE_EACH):
            full = all_found[hit.chunk.metadata.doc_id]
            assert hit.dense_score == pytest.approx(full.dense_score, abs=1e-5)  # Chroma rounds
            assert hit.lexical_score == pytest.approx(full.lexical_score)

    def test_its_ranks_tell_who_found_it(self, searcher: Searcher) -> None:
        found = searcher.search("return items plants plants", on(), ONE_EACH)
        ranks = {str(hit.chunk.metadata.doc_id): (hit.dense_rank, hit.lexical_rank) for hit in found}
        assert ranks == {"meaning": (1, None), "words": (None, 1)}

    def test_a_vector_that_the_ledger_lost_is_no_cosine(self, searcher: Searcher) -> None:
        with Session(searcher._ledger.engine) as session, session.begin():
            session.execute(delete(CollectionVectorRow))
            session.execute(delete(EmbeddingRow))
        found = searcher.search("return items plants plants", on(), ONE_EACH)
        assert {hit.dense_score for hit in found if hit.dense_rank is None} == {None}

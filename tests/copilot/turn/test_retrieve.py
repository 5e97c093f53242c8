"""What the wordings of one request find becomes one ranking."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from copilot.turn.retrieve import search_all
from copilot.understanding.wordings import Wording
from ingestion.embedding import Embedder
from ingestion.search import DEFAULT, Hit, Searcher
from tests.copilot.turn.corpus import indexed
from tests.ingestion.conftest import on

PILLOWS = "# Pillows\n\n## 1. Opened goods\n\nA pillow that was slept on cannot be sent back.\n"
VANS = "# Vans\n\n## 1. Electric vans\n\nOur vans in London drive on electric power.\n"
OWN = Wording("and the vans?")
JOINED = Wording("Can a pillow be sent back that I slept on? and the vans?", joined=True)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Searcher]:
    """Two policies of one chunk each."""
    with indexed(tmp_path_factory.mktemp("home"), embedder, {"pillows": PILLOWS, "vans": VANS}) as opened:
        yield opened


def by_document(hits: tuple[Hit, ...] | list[Hit]) -> dict[str, Hit]:
    return {str(hit.chunk.metadata.doc_id): hit for hit in hits}


def test_a_chunk_comes_once_with_its_best_score_and_as_near_as_any_wording_found_it(searcher: Searcher) -> None:
    found = search_all((OWN, JOINED), searcher, on(), DEFAULT, {})
    own, joined = (by_document(searcher.search(wording.text, on())) for wording in (OWN, JOINED))
    assert len(found) == 2
    for document, hit in by_document(found).items():
        scores = (own[document].score, joined[document].score - DEFAULT.joined_discount)
        assert hit.score == pytest.approx(max(scores))
        assert hit.nearness == pytest.approx(max(own[document].nearness, joined[document].nearness))


def test_words_joined_to_an_earlier_question_lead_by_no_more_than_settings_say(searcher: Searcher) -> None:
    def first(discount: float) -> str:
        found = search_all((OWN, JOINED), searcher, on(), replace(DEFAULT, joined_discount=discount), {})
        return str(found[0].chunk.metadata.doc_id)

    assert (first(0.0), first(1.0)) == ("pillows", "vans")


def test_no_more_is_found_than_asked_for(searcher: Searcher) -> None:
    assert (
        search_all((OWN, JOINED), searcher, on(), replace(DEFAULT, k=1), {})
        == search_all((OWN, JOINED), searcher, on(), DEFAULT, {})[:1]
    )


def test_vectors_that_are_there_are_used(searcher: Searcher, embedder: Embedder) -> None:
    other = dict(zip([OWN.text], embedder.embed(["Can a pillow be sent back?"]), strict=True))
    [first, *_] = search_all((OWN,), searcher, on(), replace(DEFAULT, lexical_weight=0.0, bm25_weight=0.0), other)
    assert first.chunk.metadata.doc_id == "pillows"

"""LangChain gets the same chunks as everybody else, within the same scope."""

from datetime import date

import pytest

from ingestion.model import Audience
from ingestion.search import Searcher
from ingestion.search.langchain import PolicyRetriever
from tests.ingestion.conftest import Sync, Write, on

TODAY = date(2026, 6, 15)


@pytest.fixture
def shop(write: Write, synced: Sync) -> None:
    write("lamps.md", "A lamp has a warranty of two years.\n", id="lamps", title="Lamps")
    write("staff.md", "A lamp is repaired in the workshop.\n", id="staff", title="Repairs", audience="agent")
    synced()


@pytest.mark.usefixtures("shop")
def test_a_retriever_gives_chunks_with_where_they_stand(searcher: Searcher) -> None:
    [document] = PolicyRetriever(searcher=searcher, today=lambda: TODAY).invoke("lamp warranty")
    [hit] = searcher.search("lamp warranty", on())
    assert document.page_content == hit.chunk.text
    assert document.metadata == {
        "doc_id": "lamps",
        "version": hit.chunk.metadata.version,
        "section": hit.chunk.section,
        "span": (hit.chunk.span.start, hit.chunk.span.end),
        "score": hit.score,
    }


@pytest.mark.usefixtures("shop")
def test_an_agent_finds_what_a_customer_does_not(searcher: Searcher) -> None:
    agent = PolicyRetriever(searcher=searcher, today=lambda: TODAY, audience=Audience.AGENT)
    assert {document.metadata["doc_id"] for document in agent.invoke("lamp")} == {"lamps", "staff"}

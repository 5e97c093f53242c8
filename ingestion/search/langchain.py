"""The search as a LangChain retriever."""

from collections.abc import Callable
from datetime import date

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from ingestion.model import Audience
from ingestion.search.hit import Hit
from ingestion.search.scope import GoverningDates, Scope
from ingestion.search.searcher import Searcher
from ingestion.search.settings import DEFAULT, RetrievalSettings


class PolicyRetriever(BaseRetriever):
    """Chunks as LangChain documents, best first, for one reader at a time.

    `as_of` None asks `today` at every call. Raises what `Searcher.search` raises.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    today: Callable[[], date]
    as_of: date | None = None
    region: str | None = None
    audience: Audience = Audience.CUSTOMER
    settings: RetrievalSettings = DEFAULT

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        scope = Scope(GoverningDates.on(self.as_of or self.today()), self.audience, self.region)
        return [_document(hit) for hit in self.searcher.search(query, scope, self.settings)]


def _document(hit: Hit) -> Document:
    """`span` is the chunk's character range in the document's text."""
    chunk = hit.chunk
    return Document(
        id=chunk.chunk_id,
        page_content=chunk.text,
        metadata={
            "doc_id": chunk.metadata.doc_id,
            "version": chunk.metadata.version,
            "section": chunk.section,
            "span": (chunk.span.start, chunk.span.end),
            "score": hit.score,
        },
    )

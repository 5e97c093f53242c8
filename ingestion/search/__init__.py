"""Search: dense and lexical, fused, as of the dates, audience and region of a scope."""

from ingestion.search.background import ALONE, Around
from ingestion.search.hit import Hit
from ingestion.search.merge import merged
from ingestion.search.port import Search
from ingestion.search.scope import GoverningDates, Scope
from ingestion.search.searcher import Searcher
from ingestion.search.settings import DEFAULT, RetrievalSettings

__all__ = [
    "ALONE",
    "DEFAULT",
    "Around",
    "GoverningDates",
    "Hit",
    "RetrievalSettings",
    "Scope",
    "Search",
    "Searcher",
    "merged",
]

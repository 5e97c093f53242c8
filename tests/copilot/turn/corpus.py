"""A few short policies, indexed for real."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from ingestion.embedding import Embedder
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from ingestion.sync import sync


@contextmanager
def indexed(home: Path, embedder: Embedder, documents: Mapping[str, str], **settings: Any) -> Iterator[Searcher]:  # noqa: ANN401
    """A search over `documents`, Markdown by name. `settings` are ingestion's."""
    docs = home / "docs"
    docs.mkdir()
    for name, text in documents.items():
        (docs / f"{name}.md").write_text(text, encoding="utf-8")
    ingestion = IngestionSettings(home=home, **settings)
    sync(docs, ingestion, embedder)
    with closing(Searcher.open(ingestion, embedder)) as searcher:
        yield searcher

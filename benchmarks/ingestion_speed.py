"""What a sync costs: the first one beside the bare encoder, and one that finds nothing to do.

Usage: python benchmarks/ingestion_speed.py [--documents 2000] [--folder sample_docs]

First ingestion: the real model reads the chunks of FOLDER's documents, once alone and once inside a sync.
Nothing to do: a made-up corpus (2,000 documents are 10,000 chunks), synced twice; no weights are needed for this half.
Beside it, the second run of LangChain's `index()` over the same chunks, ready in memory, with a SQL record manager and
`cleanup="full"`; it reads no files, and its vector store is a dictionary.
"""

# ruff: noqa: T201 - a script prints

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.indexing import index
from langchain_core.vectorstores import InMemoryVectorStore

from ingestion.embedding import Embedder, Vectors
from ingestion.ledger import open_ledger
from ingestion.model import Chunk
from ingestion.settings import IngestionSettings
from ingestion.sync import sync

_SECTIONS = 5  # a document of the made-up corpus has as many chunks
_WORDS = 40  # words in each


class RandomVectors(Embedder):
    """Costs nothing and means nothing."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the packaged model's size."""
        vectors = np.random.default_rng(len(texts)).normal(size=(len(texts), 384)).astype(np.float32)
        norms: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / norms


def first_ingestion(folder: Path, home: Path) -> dict[str, float]:
    """Chunks per second of the bare encoder and of a whole sync, on the same chunks."""
    embedder, settings = Embedder(), IngestionSettings(home=home)
    embedder.embed(["warm"])
    whole = _seconds(lambda: sync(folder, settings, embedder))
    texts = [chunk.embedded_text for chunk in _served(settings)]
    bare = _seconds(lambda: embedder.embed(sorted(texts, key=len, reverse=True)))
    return {
        "chunks": len(texts),
        "bare_chunks_per_second": round(len(texts) / bare, 1),
        "sync_chunks_per_second": round(len(texts) / whole, 1),
        "share": round(bare / whole, 3),
    }


def nothing_to_do(documents: int, home: Path, docs: Path) -> dict[str, float]:
    """Seconds of a first sync that embeds for nothing, and of a second."""
    _made_up(docs, documents)
    vectors, settings = RandomVectors(), IngestionSettings(home=home)
    first = _seconds(lambda: sync(docs, settings, vectors))
    ours = _seconds(lambda: sync(docs, settings, vectors))
    theirs = langchain_index(_served(settings), home)
    return {
        "chunks": documents * _SECTIONS,
        "first_sync_without_model_seconds": round(first, 2),
        "second_sync_seconds": round(ours, 3),
    } | ({"langchain_second_index_seconds": round(theirs, 3), "share": round(ours / theirs, 3)} if theirs else {})


def langchain_index(chunks: Sequence[Chunk], home: Path) -> float | None:
    """Seconds that LangChain takes to find that all of these are indexed already; None where it is not installed."""
    try:
        from langchain_classic.indexes import SQLRecordManager
    except ImportError:
        print("Skipped: the comparison with LangChain needs the `dev` extra (langchain-classic).", file=sys.stderr)
        return None
    records = SQLRecordManager("bench", db_url=f"sqlite:///{home / 'records.db'}")
    records.create_schema()
    store = InMemoryVectorStore(DeterministicFakeEmbedding(size=2))
    documents = [
        Document(page_content=c.text, metadata={"source": c.metadata.source, "id": c.chunk_id}) for c in chunks
    ]

    def run() -> None:
        index(documents, records, store, cleanup="full", source_id_key="source", key_encoder="sha256")

    run()
    return _seconds(run)


def _served(settings: IngestionSettings) -> list[Chunk]:
    ledger = open_ledger(settings.ledger)
    active = ledger.generations.active()
    chunks = [stored.chunk for stored in ledger.chunks.of(active.id)] if active else []
    ledger.close()
    return chunks


def _made_up(docs: Path, documents: int) -> None:
    chance = random.Random(0)  # noqa: S311 - a corpus, not a secret
    words = [f"word{n}" for n in range(3_000)]
    for n in range(documents):
        sections = (
            f"## {s}. Section {s} of {n}\n\n{' '.join(chance.choices(words, k=_WORDS))}." for s in range(_SECTIONS)
        )
        head = f"---\nid: doc{n}\ntitle: Document {n}\neffective_from: 2026-01-01\n---\n"
        (docs / f"doc{n}.md").write_text(head + "\n\n".join(sections) + "\n", encoding="utf-8")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--folder", type=Path, default=Path(__file__).parents[1] / "sample_docs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        (root / "docs").mkdir()
        figures = {
            "first_ingestion": first_ingestion(options.folder, root / "first"),
            "nothing_to_do": nothing_to_do(options.documents, root / "second", root / "docs"),
        }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()

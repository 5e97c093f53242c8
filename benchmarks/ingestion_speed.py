"""What a sync costs: the first one beside the bare encoder, one that finds nothing to do, and one after an edit.

Usage: python benchmarks/ingestion_speed.py [--folder sample_docs] [--rounds 5] [--documents 2000]

First ingestion: the real model reads the chunks of FOLDER's documents, in turn by sentence-transformers' own `encode`
as it comes (the bare encoder), by this project's `Embedder`, and inside a sync into an empty home. Everything is
loaded and warm before the first round, the order turns with the rounds, and each share is the median of the rounds'
shares: on a shared machine the times of one round are comparable, those of different rounds are not.
Nothing to do: a made-up corpus (2,000 documents are 10,000 chunks), synced twice; no weights are needed for this half.
Beside it, the second run of LangChain's `index()` over the same chunks, ready in memory, with a SQL record manager and
`cleanup="full"`; it reads no files, and its vector store is a dictionary.
An edit: one section's heading changes in one document of that corpus.
"""

# ruff: noqa: T201 - a script prints

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True)
class Cost:
    """Seconds of one run: by the clock, and of all cores together."""

    wall: float
    cpu: float


def first_ingestion(folder: Path, home: Path, rounds: int) -> dict[str, Any]:
    """Chunks per second of the bare encoder, of the embedder and of a whole sync, on the same chunks."""
    embedder = Embedder()
    warm = IngestionSettings(home=home / "warm")
    sync(folder, warm, embedder)
    texts = [chunk.embedded_text for chunk in _served(warm)]
    homes = (IngestionSettings(home=home / str(n)) for n in range(rounds))
    ways: dict[str, Callable[[], object]] = {
        "bare": lambda: embedder._model.encode(texts, show_progress_bar=False),
        "embedder": lambda: embedder.embed(texts),
        "sync": lambda: sync(folder, next(homes), embedder),
    }
    costs = _in_turn(ways, rounds)
    return {"chunks": len(texts), "rounds": rounds} | {
        name: {
            "chunks_per_second": round(len(texts) / statistics.median(cost.wall for cost in each), 1),
            "cpu_seconds": round(statistics.median(cost.cpu for cost in each), 2),
        }
        | {f"sync_share_{kind}": _share(each, costs["sync"], kind) for kind in ("wall", "cpu") if name != "sync"}
        for name, each in costs.items()
    }


def _in_turn(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[Cost]]:
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    names = list(ways)
    for _ in range(rounds):
        for name in names:
            costs[name].append(_cost(ways[name]))
        names.append(names.pop(0))
    return costs


def _share(alone: Sequence[Cost], whole: Sequence[Cost], kind: str) -> float:
    """The sync's speed as a share of the other's: the median over the rounds."""
    shares = [getattr(a, kind) / getattr(w, kind) for a, w in zip(alone, whole, strict=True)]
    return float(round(statistics.median(shares), 3))


def unchanged_and_edited(documents: int, home: Path, docs: Path) -> dict[str, float]:
    """Seconds of a first sync that embeds for nothing, of a second, and of a third after an edit."""
    _made_up(docs, documents)
    vectors, settings = RandomVectors(), IngestionSettings(home=home)
    first = _seconds(lambda: sync(docs, settings, vectors))
    ours = _seconds(lambda: sync(docs, settings, vectors))
    theirs = langchain_index(_served(settings), home)
    _edit(docs / "doc0.md")
    edit = _cost(lambda: sync(docs, settings, vectors))
    return {
        "chunks": documents * _SECTIONS,
        "first_sync_without_model_seconds": round(first, 2),
        "second_sync_seconds": round(ours, 3),
        "sync_after_one_edit_seconds": round(edit.wall, 2),
        "sync_after_one_edit_cpu_seconds": round(edit.cpu, 2),
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


def _edit(document: Path) -> None:
    document.write_text(document.read_text(encoding="utf-8").replace("Section 2 of", "Part 2 of"), encoding="utf-8")


def _seconds(work: Callable[[], object]) -> float:
    return _cost(work).wall


def _cost(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path(__file__).parents[1] / "sample_docs")
    parser.add_argument("--rounds", type=int, default=5, help="of the first ingestion; 0 leaves it out")
    parser.add_argument("--documents", type=int, default=2_000, help="of the made-up corpus; 0 leaves it out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        (root / "docs").mkdir()
        figures = {}
        if options.rounds:
            figures["first_ingestion"] = first_ingestion(options.folder, root / "first", options.rounds)
        if options.documents:
            figures["unchanged_and_edited"] = unchanged_and_edited(options.documents, root / "second", root / "docs")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()

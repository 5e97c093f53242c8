"""Builds a generation beside the one that serves: documents, vectors, lexical index, links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingestion.corpus import Entry
from ingestion.index import Index
from ingestion.ledger.batches import batches
from ingestion.ledger.records import Generation, StoredChunk, VectorKind
from ingestion.lexical import LexicalIndex
from ingestion.links import find_links

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many

_DOCUMENTS = 50  # documents stored in one transaction
_BATCH = 256  # texts embedded between two commits: what a killed sync loses at most


@dataclass(frozen=True, slots=True)
class Built:
    """What building took."""

    chunks: int
    embedded: int


def build(index: Index, generation: Generation, entries: Sequence[Entry], progress: Progress) -> Built:
    """Everything of a generation but the switch. Whatever a killed build had finished is found and used again."""
    ledger = index.ledger
    _store_documents(index, entries, progress)
    ledger.documents.enlist(generation.id, [entry.as_stored() for entry in entries])
    chunks = ledger.chunks.of(generation.id)
    embedded = _embed(index, chunks, progress)
    place_vectors(index, generation, "text", sorted({stored.vector_key for stored in chunks}))
    place_vectors(index, generation, "question", sorted({key for stored in chunks for key in stored.question_keys}))
    lexical_index(chunks).save(index.settings.lexical_folder / generation.name)
    ledger.links.store(generation.id, find_links([stored.chunk for stored in chunks]))
    ledger.generations.finish(generation.id, documents=len(entries), chunks=len(chunks), embedded=embedded)
    return Built(len(chunks), embedded)


def lexical_index(chunks: Sequence[StoredChunk]) -> LexicalIndex:
    """The lexical index over a generation's chunks."""
    return LexicalIndex.build(
        [stored.chunk.chunk_id for stored in chunks],
        [stored.chunk.embedded_text for stored in chunks],
        [question.text for stored in chunks for question in stored.chunk.questions],
    )


def _store_documents(index: Index, entries: Sequence[Entry], progress: Progress) -> None:
    present = index.ledger.documents.stored([entry.key for entry in entries])
    new = {entry.key: entry for entry in entries if entry.key not in present and entry.document is not None}
    done = 0
    progress("documents", done, len(new))
    for part in batches(new.values(), _DOCUMENTS):
        index.ledger.documents.store(
            [(entry.key, entry.document, index.cut(entry.document)) for entry in part if entry.document is not None]
        )
        done += len(part)
        progress("documents", done, len(new))


def _embed(index: Index, chunks: Sequence[StoredChunk], progress: Progress) -> int:
    """Embed what the cache lacks, longest first so that a batch pads little. Returns how many texts that was."""
    texts = {key: text for stored in chunks for key, text in stored.embedded_texts.items()}
    known = index.ledger.embeddings.known(list(texts))
    missing = sorted((key for key in texts if key not in known), key=lambda key: (-len(texts[key]), key))
    progress("embeddings", 0, len(missing))
    for start in range(0, len(missing), _BATCH):
        keys = missing[start : start + _BATCH]
        vectors = index.embedder.embed([texts[key] for key in keys])
        index.ledger.embeddings.store(index.embedder.model_id, keys, vectors)
        progress("embeddings", start + len(keys), len(missing))
    return len(missing)


def place_vectors(index: Index, generation: Generation, kind: VectorKind, keys: Sequence[str]) -> None:
    """Let the generation reach every vector of a kind: the active generation's collections and one with what they lack.

    Too many collections, or collections that are mostly of no use any more, are replaced by a single new one.
    """
    ledger = index.ledger
    active = ledger.generations.active()
    same = active is not None and active.model_id == generation.model_id
    inherited = ledger.collections.of(active.id, kind) if active and same else {}
    whole = index.vectors.counts(list(inherited)) == inherited
    held = {name: ledger.collections.keys(name) for name in inherited} if whole else {}
    needed = set(keys)
    useful = {name for name, members in held.items() if members & needed}
    stale = sum(len(held[name] - needed) for name in useful)
    if len(useful) >= index.settings.max_collections or stale > len(needed):
        useful = set()
    reached = set().union(*(held[name] for name in useful))
    if missing := [key for key in keys if key not in reached]:
        name = index.collection(generation.id, kind)
        index.vectors.create(name, missing, ledger.embeddings.vectors(missing))
        ledger.collections.record(name, kind, missing)
        useful.add(name)
    ledger.collections.attach(generation.id, sorted(useful))

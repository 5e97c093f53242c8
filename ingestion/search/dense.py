"""Nearest chunks in scope.

A filter inside Chroma costs time in proportion to the collection, so more is fetched than needed and judged by the
ledger, and then more still until enough chunks in scope remain. A large collection's graph does not reach every vector
where many are nearly alike; where it ends before enough are found, the scope's own vectors are compared one by one.
"""

from ingestion.embedding import Vectors
from ingestion.ledger import Ledger
from ingestion.ledger.batches import batches
from ingestion.model import Chunk
from ingestion.search.scope import Scope
from ingestion.search.served import Served
from ingestion.vectors import VectorStore

_OVERFETCH = 2  # first fetch, in multiples of what is wanted
_GROWTH = 4  # each further fetch, in multiples of the one before

Scored = list[tuple[Chunk, float]]


def nearest(ledger: Ledger, store: VectorStore, serving: Served, vector: Vectors, scope: Scope, wanted: int) -> Scored:
    """Up to `wanted` chunks of the generation in scope with a cosine, best first; ties by chunk id.

    A chunk's cosine is its text's, or that of a question which it answers where that is among the nearest questions.
    """
    told = _told(ledger, store, serving, vector, scope, wanted)
    return _ranked([*told, *_asked(store, serving, vector, scope, wanted)])[:wanted]


def _told(ledger: Ledger, store: VectorStore, serving: Served, vector: Vectors, scope: Scope, wanted: int) -> Scored:
    """The chunks in scope whose texts are nearest."""
    collections = serving.collections("text")
    in_scope: dict[str, list[Chunk]] = {}
    fetch = wanted * _OVERFETCH
    while True:
        found = store.nearest(list(collections), vector, fetch)
        new = [key for key, _ in found if key not in in_scope]
        in_scope.update((key, []) for key in new)
        for stored in serving.with_vectors(new):
            if scope.admits(stored.chunk):
                in_scope[stored.vector_key].append(stored.chunk)
        ranked = _ranked([(chunk, score) for key, score in found for chunk in in_scope[key]])
        if len(ranked) >= wanted or len(found) >= sum(collections.values()):
            return ranked[:wanted]
        if len(found) < fetch:
            return _exactly(ledger, serving.generation.id, vector, scope)[:wanted]
        fetch *= _GROWTH


def _asked(store: VectorStore, serving: Served, vector: Vectors, scope: Scope, wanted: int) -> Scored:
    """The chunks in scope behind the nearest questions, as many as there are: what they miss, texts may find."""
    collections = serving.collections("question")
    cosines = dict(store.nearest(list(collections), vector, wanted * _OVERFETCH))
    return [
        (stored.chunk, max(cosines[key] for key in stored.question_keys if key in cosines))
        for stored in serving.answering(cosines)
        if scope.admits(stored.chunk)
    ]


def _exactly(ledger: Ledger, generation_id: int, vector: Vectors, scope: Scope) -> Scored:
    """Every chunk in scope, compared with its cached vector."""
    documents = [stored for stored in ledger.documents.of(generation_id) if scope.admits_document(stored.metadata)]
    chunks = ledger.chunks.of_documents(generation_id, [document.key for document in documents])
    scored: Scored = []
    for part in batches(stored for stored in chunks if scope.admits(stored.chunk)):
        cosines = ledger.embeddings.vectors([stored.vector_key for stored in part]) @ vector
        scored += [(stored.chunk, float(cosine)) for stored, cosine in zip(part, cosines, strict=True)]
    return _ranked(scored)


def _ranked(scored: Scored) -> Scored:
    """Each chunk once, with the best of its cosines."""
    ranked = sorted(scored, key=lambda pair: (-pair[1], pair[0].chunk_id))
    return list({chunk.chunk_id: (chunk, score) for chunk, score in reversed(ranked)}.values())[::-1]

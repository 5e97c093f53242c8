"""Compares ledger, vectors and lexical index every way, and mends what can be mended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import numpy as np

from ingestion.build import lexical_index
from ingestion.embedding import Embedder
from ingestion.index import Index, open_index
from ingestion.ledger.records import Generation, StoredChunk, StoredDocument
from ingestion.lexical import LexicalIndex
from ingestion.lock import writing
from ingestion.prune import discard_unfinished, prune, unknown_collections
from ingestion.recut import SourceGone, altered, recut, source
from ingestion.repair import Lost, mend, mending
from ingestion.settings import IngestionSettings

_SAME_VECTOR = 0.999  # cosine; a stored float32 vector comes back as it was

Kind = Literal["missing", "extra", "altered", "model", "unfinished"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference. `repairable` from the ledger, or from an unchanged file; the others need a sync.

    `document` is the key of the document version whose text or chunks are altered.
    """

    kind: Kind
    generation: str | None
    part: str
    detail: str
    repairable: bool = True
    document: str | None = None

    def __str__(self) -> str:
        where = f"{self.generation}: " if self.generation else ""
        return f"{self.kind}: {where}{self.part}: {self.detail}" + (
            "" if self.repairable else " (run `ingestion sync`)"
        )


def doctor(
    settings: IngestionSettings,
    embedder: Embedder,
    *,
    repair: bool = False,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> tuple[Finding, ...]:
    """Every difference in every kept generation, in order; with `repair`, mended where that is possible.

    What is returned is what was found before the repair. Raises SyncInProgress, StoreUnwritable, StoreUnreachable.
    """
    with open_index(settings, embedder) as index, writing(settings, index.ledger):
        findings = tuple(_findings(index))
        if repair:
            with mending(index, clock) if any(map(_rewrites, findings)) else nullcontext():
                _mend(index, findings)
        return findings


def _findings(index: Index) -> Iterator[Finding]:
    for generation in index.ledger.generations.all():
        if generation.status == "building":
            yield Finding("unfinished", generation.name, "generation", "a sync died while building it")
            continue
        chunks = index.ledger.chunks.of(generation.id)
        yield from _ledger(index, generation, chunks)
        yield from _collections(index, generation, {key for stored in chunks for key in stored.vector_keys})
        yield from _lexical(index, generation, chunks)
    for name in sorted(unknown_collections(index)):
        yield Finding("extra", None, name, "a collection that the ledger does not know")


def _ledger(index: Index, generation: Generation, chunks: Sequence[StoredChunk]) -> Iterator[Finding]:
    if generation.status == "active" and generation.model_id != index.embedder.model_id:
        detail = f"embedded with {generation.model_id}, configured is {index.embedder.model_id}"
        yield Finding("model", generation.name, "embeddings", detail, repairable=False)
    keys = {key for stored in chunks for key in stored.vector_keys}
    if lacking := len(keys - index.ledger.embeddings.known(sorted(keys))):
        yield Finding("missing", generation.name, "embeddings", f"{lacking} vectors", repairable=False)
    for document in index.ledger.documents.of(generation.id):
        for part, detail in altered(index, generation, document):
            yield _altered(index, generation, document, part, detail)


def _altered(index: Index, generation: Generation, document: StoredDocument, part: str, detail: str) -> Finding:
    try:
        source(index, generation, document)
    except SourceGone as gone:
        return Finding("altered", generation.name, part, f"{detail}; {gone}", repairable=False, document=document.key)
    return Finding("altered", generation.name, part, detail, document=document.key)


def _collections(index: Index, generation: Generation, needed: set[str]) -> Iterator[Finding]:
    names = list(index.ledger.collections.of(generation.id))
    counts = index.vectors.counts(names)
    reached: set[str] = set()
    for name in names:
        expected = index.ledger.collections.keys(name)
        reached |= expected
        if counts[name] is None:
            yield Finding("missing", generation.name, name, f"the collection of {len(expected)} vectors")
        else:
            yield from _vectors(index, generation, name, expected)
    if unreachable := len(needed - reached):
        yield Finding("missing", generation.name, "vectors", f"{unreachable} in no collection", repairable=False)


def _vectors(index: Index, generation: Generation, name: str, expected: set[str]) -> Iterator[Finding]:
    keys, vectors = index.vectors.stored(name)
    if missing := len(expected - set(keys)):
        yield Finding("missing", generation.name, name, f"{missing} vectors")
    if extra := len(set(keys) - expected):
        yield Finding("extra", generation.name, name, f"{extra} vectors")
    places = [at for at, key in enumerate(keys) if key in expected]
    if places:
        wanted = index.ledger.embeddings.vectors([keys[at] for at in places])
        cosines = np.sum(wanted * vectors[places], axis=1) / np.linalg.norm(vectors[places], axis=1).clip(1e-9)
        if altered := int(np.sum(cosines < _SAME_VECTOR)):
            yield Finding("altered", generation.name, name, f"{altered} vectors")


def _lexical(index: Index, generation: Generation, chunks: Sequence[StoredChunk]) -> Iterator[Finding]:
    try:
        stored = LexicalIndex.load(index.settings.lexical_folder / generation.name)
    except (OSError, ValueError):
        yield Finding("missing", generation.name, "lexical index", "not there, or not readable")
        return
    if not stored.same_as(lexical_index(chunks)):
        yield Finding("altered", generation.name, "lexical index", "not what its chunks give")


def _rewrites(finding: Finding) -> bool:
    """Whether mending it writes a part of a generation again; what is only removed is searched by nobody."""
    return finding.repairable and finding.generation is not None and finding.kind != "unfinished"


def _mend(index: Index, findings: Sequence[Finding]) -> None:
    discard_unfinished(index)
    by_name = {generation.name: generation for generation in index.ledger.generations.all()}
    _mend_texts(index, by_name, findings)
    collections = index.ledger.collections.names()
    mended: set[tuple[str, str]] = set()
    for finding in findings:
        generation = by_name.get(finding.generation or "")
        if (
            generation is None
            or not finding.repairable
            or finding.document
            or (generation.name, finding.part) in mended
        ):
            continue
        mended.add((generation.name, finding.part))
        collection = finding.part if finding.part in collections else None
        mend(index, generation, [Lost(collection, finding.detail)])
    prune(index)


def _mend_texts(index: Index, by_name: Mapping[str, Generation], findings: Sequence[Finding]) -> None:
    """Each altered document once: generations that list it share it."""
    found = {finding.document: finding for finding in findings if finding.document and finding.repairable}
    for key, finding in found.items():
        generation = by_name[finding.generation or ""]
        document = next(stored for stored in index.ledger.documents.of(generation.id) if stored.key == key)
        recut(index, generation, document)

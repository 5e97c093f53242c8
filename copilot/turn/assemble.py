"""assemble: candidates and results -> evidence. Rules with their exceptions, deduplicated, inside a token budget.

Judged alone by context precision and recall: what is not here cannot be answered or cited.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from copilot.turn.retrieve import Candidates, PartHits
from copilot.turn.trace import CallRecord, EvidenceRecord
from ingestion.model import Audience, Chunk, ChunkId, Link, LinkKind
from ingestion.search import Scope, Search, merged

Role = Literal["rule", "exception", "definition"]


@dataclass(frozen=True, slots=True)
class AssemblySettings:
    """How much evidence a turn gets. Values so that evals can vary them."""

    followed: int = 3  # hits of a part whose links are followed
    exceptions: int = 6  # linked exceptions and rules, all parts together
    definitions: int = 2
    token_budget: int = 2000  # of policy text, in tokens of the embedding model
    least_cosine: float = 0.25  # below it a dense-only hit is noise
    same_text: float = 0.9  # Jaccard overlap of words from which two chunks say the same


Linked = Sequence[tuple[Link, Chunk]]


def assemble(
    candidates: Candidates,
    results: Sequence[CallRecord],
    searcher: Search,
    scope: Scope,
    count_tokens: Callable[[str], int],
    settings: AssemblySettings,
) -> tuple[EvidenceRecord, ...]:
    """Evidence in the order of usefulness: clauses of decisions, hits, their exceptions, definitions; then records."""
    found = [*(hit.chunk for _, hit in candidates.clauses), *_chosen(candidates.parts, settings)]
    followed = found[: len(candidates.clauses) + settings.followed * max(1, len(candidates.parts))]
    links = searcher.linked([chunk.chunk_id for chunk in followed], scope) if followed else []
    chunks = _distinct([*found, *_drawn_in(followed, links, settings)], settings.same_text)
    roles = {chunk.chunk_id: _role(chunk, chunks, links) for chunk in chunks}
    kept = _within_budget(chunks, roles, count_tokens, settings.token_budget)
    ids = {chunk.chunk_id: f"E{number}" for number, chunk in enumerate(kept, start=1)}
    policies = (_policy(chunk, ids, roles[chunk.chunk_id], links) for chunk in kept)
    return (*policies, *record_evidence(results, first=1))


def record_evidence(results: Iterable[CallRecord], first: int) -> tuple[EvidenceRecord, ...]:
    """One piece per call that brought a record, numbered R`first`, R`first + 1`..."""
    brought = [call.result for call in results if call.result and call.status in ("done", "replayed")]
    return tuple(
        EvidenceRecord(id=f"R{number}", kind="record", role="record", text=result["summary"], record=result["record"])
        for number, result in enumerate(brought, start=first)
    )


def _chosen(parts: Sequence[PartHits], settings: AssemblySettings) -> list[Chunk]:
    """The best hits of each part, as one ranking: no part crowds out another."""
    chosen = (
        [hit for hit in found.hits if hit.lexical_rank is not None or (hit.dense_score or 0) >= settings.least_cosine]
        for found in parts
    )
    return [hit.chunk for hit in merged(list(chosen))]


def _drawn_in(followed: Sequence[Chunk], links: Linked, settings: AssemblySettings) -> list[Chunk]:
    """Exceptions of what was found and rules that what was found limits; then definitions of its terms."""
    rank = {chunk.chunk_id: position for position, chunk in enumerate(followed)}

    def nearness(pair: tuple[Link, Chunk]) -> tuple[int, int]:
        link, other = pair
        return min(rank.get(link.source, len(rank)), rank.get(link.target, len(rank))), other.ordinal

    exceptions = [pair for pair in links if pair[0].kind is LinkKind.EXCEPTION]
    definitions = [pair for pair in links if pair[0].kind is LinkKind.DEFINITION and pair[0].target not in rank]
    nearest = [
        *sorted(exceptions, key=nearness)[: settings.exceptions],
        *sorted(definitions, key=nearness)[: settings.definitions],
    ]
    return [other for _, other in nearest]


def _distinct(chunks: Iterable[Chunk], same_text: float) -> list[Chunk]:
    """Each chunk once, and no text twice."""
    kept: dict[ChunkId, Chunk] = {}
    for chunk in chunks:
        if chunk.chunk_id not in kept and all(_overlap(chunk, other) < same_text for other in kept.values()):
            kept[chunk.chunk_id] = chunk
    return list(kept.values())


def _overlap(one: Chunk, other: Chunk) -> float:
    first, second = _words(one.text), _words(other.text)
    return len(first & second) / max(1, len(first | second))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _role(chunk: Chunk, chunks: Sequence[Chunk], links: Linked) -> Role:
    """An exception is one only beside the rule it limits; otherwise it is the rule that was asked for."""
    there = {other.chunk_id for other in chunks}
    for link, _ in links:
        if link.kind is LinkKind.EXCEPTION and link.source == chunk.chunk_id and link.target in there:
            return "exception"
    defined = {link.target for link, other in links if link.kind is LinkKind.DEFINITION and other is chunk}
    return "definition" if chunk.chunk_id in defined else "rule"


def _within_budget(
    chunks: Sequence[Chunk], roles: Mapping[ChunkId, Role], count: Callable[[str], int], budget: int
) -> list[Chunk]:
    """Drop the least useful first: definitions, then rules from the last, then exceptions. The first chunk stays."""
    usefulness = {"definition": 0, "rule": 1, "exception": 2}
    order = sorted(enumerate(chunks), key=lambda pair: (usefulness[roles[pair[1].chunk_id]], -pair[0]))
    total, dropped = sum(count(chunk.embedded_text) for chunk in chunks), set()
    for position, chunk in order:
        if total > budget and position > 0:
            dropped.add(position)
            total -= count(chunk.embedded_text)
    return [chunk for position, chunk in enumerate(chunks) if position not in dropped]


def _policy(chunk: Chunk, ids: Mapping[ChunkId, str], role: Role, links: Linked) -> EvidenceRecord:
    limited = dict.fromkeys(
        ids[link.target]
        for link, _ in links
        if link.kind is LinkKind.EXCEPTION and link.source == chunk.chunk_id and link.target in ids
    )
    return EvidenceRecord(
        id=ids[chunk.chunk_id],
        kind="policy",
        role=role,
        text=chunk.text,
        audience="agent" if Audience.AGENT in (chunk.audience, chunk.metadata.audience) else "customer",
        context=chunk.context,
        doc_id=chunk.metadata.doc_id,
        version=chunk.metadata.version,
        title=chunk.metadata.title,
        section=chunk.section,
        chunk_id=chunk.chunk_id,
        span=(chunk.span.start, chunk.span.end),
        limits=tuple(limited),
    )

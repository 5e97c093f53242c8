"""assemble: candidates and results -> evidence. Rules with their exceptions, deduplicated, inside a token budget.

Judged alone by context precision and recall: what is not here cannot be answered or cited.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal

from copilot.turn.completing import Linked, leaning
from copilot.turn.contradictions import Contradiction, Contradictions
from copilot.turn.gather import gathered
from copilot.turn.relevance import Relevance
from copilot.turn.retrieve import Candidates, PartHits
from copilot.turn.trace import CallRecord, EvidenceRecord
from copilot.turn.trimming import TOLD, Bars, Shares, near_enough
from ingestion.model import Audience, Chunk, ChunkId, LinkKind
from ingestion.search import Scope, Search, merged

Role = Literal["rule", "exception", "definition"]


@dataclass(frozen=True, slots=True)
class AssemblySettings:
    """How much evidence a turn gets. Values so that evals can vary them."""

    followed: int = 3  # hits of a part whose links are followed
    drawn_in: int = 6  # exceptions, rules and neighbours of hits, all parts together
    definitions: int = 2
    bars: Bars = field(default_factory=Bars)  # how near the best a piece has to be
    token_budget: int = 2000  # of policy text, in tokens of the embedding model
    least_cosine: float = 0.25  # below it a dense-only hit is noise
    same_text: float = 0.9  # Jaccard overlap of words from which two chunks say the same


def assemble(
    candidates: Candidates,
    results: Sequence[CallRecord],
    searcher: Search,
    scope: Scope,
    relevance: Relevance,
    contradictions: Contradictions,
    count_tokens: Callable[[str], int],
    settings: AssemblySettings,
) -> tuple[EvidenceRecord, ...]:
    """Evidence in the order of usefulness: clauses of decisions, hits, what completes them; then records."""
    clauses = [hit.chunk for _, hit in candidates.clauses]
    found = [*clauses, *_best(candidates.parts, settings)]
    followed = found[: len(clauses) + settings.followed * max(1, len(candidates.parts))]
    links, pool, share = gathered(
        found, followed, searcher, scope, _questions(candidates), relevance, settings.same_text
    )
    hits = {chunk.chunk_id for chunk in found}
    roles = {chunk.chunk_id: _role(chunk, pool, links, hits) for chunk in pool}
    chunks = _chosen(pool, found, roles, links, share, {chunk.chunk_id for chunk in clauses}, settings)
    roles = {chunk.chunk_id: _role(chunk, chunks, links, hits) for chunk in chunks}
    kept = _within_budget(chunks, roles, count_tokens, settings.token_budget)
    ids = {chunk.chunk_id: f"E{number}" for number, chunk in enumerate(kept, start=1)}
    conflicts = contradictions.among(kept, [link for link, _ in links], scope.region)
    policies = (_policy(chunk, ids, roles[chunk.chunk_id], links, conflicts) for chunk in kept)
    return (*policies, *record_evidence(results, first=1))


def record_evidence(results: Iterable[CallRecord], first: int) -> tuple[EvidenceRecord, ...]:
    """One piece per call that brought a record, numbered R`first`, R`first + 1`..."""
    brought = [call.result for call in results if call.result and call.status in ("done", "replayed")]
    return tuple(
        EvidenceRecord(id=f"R{number}", kind="record", role="record", text=result["summary"], record=result["record"])
        for number, result in enumerate(brought, start=first)
    )


def _best(parts: Sequence[PartHits], settings: AssemblySettings) -> list[Chunk]:
    """The best hits of each part, as one ranking: of each part as many as search gave."""
    chosen = (
        [hit for hit in found.hits if hit.lexical_rank is not None or (hit.dense_score or 0) >= settings.least_cosine]
        for found in parts
    )
    return [hit.chunk for hit in merged(list(chosen))]


def _questions(candidates: Candidates) -> list[str]:
    """What evidence is for: the customer's questions, and what decisions rest on."""
    return [*(found.part.query for found in candidates.parts), *(clause.quote for clause, _ in candidates.clauses)]


def _chosen(
    pool: Sequence[Chunk],
    found: Sequence[Chunk],
    roles: Mapping[ChunkId, Role],
    links: Linked,
    share: Shares,
    always: Set[ChunkId],
    settings: AssemblySettings,
) -> list[Chunk]:
    """The pool without what is far from every question, and with no more of what was drawn in than settings say."""
    limits = {chunk.chunk_id: _limits(chunk, links, pool) for chunk in pool}
    hits = {chunk.chunk_id for chunk in found}
    tied = {end for link, _ in links if link.kind is LinkKind.EXCEPTION for end in (link.source, link.target)}
    near = near_enough(share, hits | tied, limits, always, settings.bars)
    near |= {other for c in pool if c.chunk_id in near and share[c.chunk_id] >= TOLD for other in leaning(c, pool)}
    drawn = sorted((c for c in pool if c.chunk_id in near - hits), key=lambda chunk: -share[chunk.chunk_id])
    definitions = [chunk.chunk_id for chunk in drawn if roles[chunk.chunk_id] == "definition"]
    others = [chunk.chunk_id for chunk in drawn if roles[chunk.chunk_id] != "definition"]
    kept = (near & hits) | {*others[: settings.drawn_in], *definitions[: settings.definitions]}
    return [chunk for chunk in pool if chunk.chunk_id in kept]


def _role(chunk: Chunk, chunks: Sequence[Chunk], links: Linked, hits: Set[ChunkId]) -> Role:
    """An exception is one only beside the rule it limits; otherwise it is the rule that was asked for.

    A definition is one only where it was drawn in: what search found was asked for.
    """
    there = {other.chunk_id for other in chunks}
    for link, _ in links:
        if link.kind is LinkKind.EXCEPTION and link.source == chunk.chunk_id and link.target in there:
            return "exception"
    defined = {link.target for link, _ in links if link.kind is LinkKind.DEFINITION}
    return "definition" if chunk.chunk_id in defined - hits else "rule"


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


def _limits(chunk: Chunk, links: Linked, pool: Iterable[Chunk]) -> tuple[ChunkId, ...]:
    """The chunks of `pool` that `chunk` is an exception to: those of its own document first, in its order."""
    targets = {link.target for link, _ in links if link.kind is LinkKind.EXCEPTION and link.source == chunk.chunk_id}
    rules = [other for other in pool if other.chunk_id in targets]
    own = chunk.metadata.doc_id
    return tuple(
        o.chunk_id for o in sorted(rules, key=lambda o: (o.metadata.doc_id != own, o.metadata.doc_id, o.ordinal))
    )


def _policy(
    chunk: Chunk, ids: Mapping[ChunkId, str], role: Role, links: Linked, conflicts: Sequence[Contradiction]
) -> EvidenceRecord:
    limited = dict.fromkeys(
        ids[link.target]
        for link, _ in links
        if link.kind is LinkKind.EXCEPTION and link.source == chunk.chunk_id and link.target in ids
    )
    won = [conflict for conflict in conflicts if conflict.winner == chunk.chunk_id]
    lost = [conflict for conflict in conflicts if conflict.loser == chunk.chunk_id]
    against = dict.fromkeys([*(ids[conflict.loser] for conflict in won), *(ids[conflict.winner] for conflict in lost)])
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
        questions=chunk.questions,
        contradicts=tuple(against),
        prevails=next((conflict.reason for conflict in won if conflict.reason), None),
        overruled=tuple(dict.fromkeys(c.overruled for c in lost if c.reason in ("regional", "newer"))),
    )

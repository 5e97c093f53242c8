"""What was found and what belongs to it: the pool that evidence is chosen from."""

import re
from collections.abc import Iterable, Sequence

from copilot.turn.completing import Linked, linked
from copilot.turn.relevance import Relevance
from copilot.turn.trimming import TOLD, Shares, shares
from ingestion.model import Chunk, ChunkId
from ingestion.search import Scope, Search


def gathered(
    found: Sequence[Chunk],
    followed: Sequence[Chunk],
    searcher: Search,
    scope: Scope,
    questions: Sequence[str],
    relevance: Relevance,
    same_text: float,
) -> tuple[Linked, list[Chunk], Shares]:
    """The chunks of `found` and those that links lead to, no text twice, with those links and how well each answers.

    `same_text` is the Jaccard overlap of words from which two chunks say the same. What is likely to be told is
    followed too, however it came here: a rule that a definition led to has exceptions.
    """
    links = linked(followed, searcher, scope)
    pool = _distinct([*found, *(other for _, other in links)], same_text)
    share = shares(questions, pool, relevance)
    known = {chunk.chunk_id for chunk in followed}
    if told := [chunk for chunk in pool if share[chunk.chunk_id] >= TOLD and chunk.chunk_id not in known]:
        there = {link for link, _ in links}
        links = [*links, *(pair for pair in linked(told, searcher, scope) if pair[0] not in there)]
        pool = _distinct([*pool, *(other for _, other in links)], same_text)
        share = shares(questions, pool, relevance)
    return links, pool, share


def _distinct(chunks: Iterable[Chunk], same_text: float) -> list[Chunk]:
    """Each chunk once, and no text twice."""
    kept: dict[ChunkId, Chunk] = {}
    said: list[frozenset[str]] = []
    for chunk in chunks:
        if chunk.chunk_id not in kept:
            words = _words(chunk.text)
            if all(_overlap(words, others) < same_text for others in said):
                kept[chunk.chunk_id] = chunk
                said.append(words)
    return list(kept.values())


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))

"""The searches that are compared: the copilot's own, and the plain ones that anybody would try first.

All of them rank the chunks of one index; a document stands where its best chunk stands.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from copilot.turn.retrieve import PartHits, search_all
from copilot.understanding.meaning import Intent, Part
from evals.retrieval.asking import asked, last_turns
from evals.retrieval.records import Query
from ingestion.embedding import Embedder
from ingestion.search import DEFAULT, Hit, RetrievalSettings, Scope, Searcher, merged

COPILOT = "copilot"
BM25, DENSE, FUSED, TURNS = "bm25", "dense", "fused", "fused_turns"
BASELINES: Mapping[str, str] = {
    BM25: "BM25 over the message alone",
    DENSE: "dense over the message alone",
    FUSED: "both fused by reciprocal ranks, over the message alone",
    TURNS: "the same, over the message and the customer's two messages before it",
}
_ASKS = (Intent("policy_question", 1.0),)  # every query is taken to ask: what a shop's own intents say is no matter
_PLAIN = replace(DEFAULT, k=2 * DEFAULT.depth, dense_weight=1.0, lexical_weight=1.0, reranked=0)
_BASELINE_SETTINGS = {
    BM25: replace(_PLAIN, dense_weight=0.0),
    DENSE: replace(_PLAIN, lexical_weight=0.0),
    FUSED: _PLAIN,
    TURNS: _PLAIN,
}


@dataclass(frozen=True, slots=True)
class Found:
    """What one search found: per part of the message, best first."""

    parts: tuple[PartHits, ...]

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All of them, in the order in which a turn takes its parts' hits as evidence."""
        return tuple(merged([part.hits for part in self.parts]))

    @property
    def documents(self) -> tuple[str, ...]:
        """Documents, best first; each once."""
        return tuple(dict.fromkeys(str(hit.chunk.metadata.doc_id) for hit in self.hits))


def searches(
    searcher: Searcher, embedder: Embedder, scope: Scope, production: RetrievalSettings
) -> Mapping[str, Callable[[Query], Found]]:
    """By name: the copilot's search first, then the baselines. `production` is searched deeper, not otherwise."""

    def copilot(query: Query) -> Found:
        questions = asked(query)
        texts = [text for question in questions for wording in question.wordings for text in wording.texts]
        vectors = dict(zip(texts, embedder.embed(texts), strict=True))
        parts = (Part(q.query, q.request.text, _ASKS, q.wordings, vectors) for q in questions)
        return Found(tuple(PartHits(p, search_all(p.wordings, searcher, scope, deep, p.vectors)) for p in parts))

    def plain(name: str) -> Callable[[Query], Found]:
        settings = _BASELINE_SETTINGS[name]

        def found(query: Query) -> Found:
            text = last_turns(query) if name == TURNS else query.text
            hits = searcher.search(text, scope, settings, embedder.embed([text]))
            return Found((PartHits(Part(text, text, _ASKS), tuple(hits)),))

        return found

    deep = replace(production, k=2 * production.depth)
    return {COPILOT: copilot, **{name: plain(name) for name in BASELINES}}

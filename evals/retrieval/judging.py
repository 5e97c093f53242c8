"""One query through every search: its rankings, the evidence a turn would assemble, and how sure the search was."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from copilot.turn.answer.regions import RegionNames
from copilot.turn.answerable import answerable
from copilot.turn.assemble import assemble
from copilot.turn.contradictions import Contradictions
from copilot.turn.relevance import Relevance
from copilot.turn.retrieve import Candidates, PartHits
from copilot.turn.runner import TurnSettings
from copilot.understanding.meaning import Intent, Part
from evals.retrieval.corpus import Indexed
from evals.retrieval.records import Query
from evals.retrieval.searches import BM25, COPILOT, DENSE, FUSED, Found, searches
from ingestion.embedding import Embedder
from ingestion.search import Scope

NEARNESS = "nearness"
RAW = "raw_top_score"  # what a plain pipeline would threshold: the fused score of its best hit
SIGNALS = (NEARNESS, RAW, "top_cosine", "top_bm25")
_ASKED = (Intent("policy_question", 1.0),)  # every query is taken to ask: what a shop's own intents say is no matter


@dataclass(frozen=True, slots=True)
class Evidence:
    """Pieces that would reach the generator: how many, how many from gold documents, which gold documents."""

    pieces: int
    from_gold: int
    gold_found: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What one query came to. `signals` rank queries by how likely the corpus answers them."""

    query: Query
    searched_for: tuple[str, ...]
    ranked: Mapping[str, tuple[str, ...]]  # by search: the corpus's document ids, best first
    signals: Mapping[str, float]
    answered: bool  # whether the copilot would have tried: `copilot.turn.answerable` let evidence through
    evidence: Evidence


def judge(
    queries: Iterable[Query],
    corpus: Indexed,
    embedder: Embedder,
    scope: Scope,
    settings: TurnSettings,
    done: Callable[[], None] = lambda: None,
) -> tuple[Judged, ...]:
    """Every query, in order."""
    relevance, contradictions = Relevance(corpus.searcher.sentence_vectors), Contradictions(RegionNames.load())
    all_searches = searches(corpus.searcher, embedder, scope, settings.retrieval)

    def one(query: Query) -> Judged:
        found = {name: search(query) for name, search in all_searches.items()}
        ours = found[COPILOT]
        candidates = _usable(ours, settings)
        pieces = assemble(
            candidates,
            (),
            corpus.searcher,
            scope,
            relevance,
            contradictions,
            embedder.token_count,
            settings.assembly,
        )
        cited = [_named(corpus, piece.doc_id or "") for piece in pieces]
        done()
        return Judged(
            query=query,
            searched_for=ours.queries,
            ranked={n: tuple(_named(corpus, d) for d in f.documents()) for n, f in found.items()},
            signals=_signals(found),
            answered=bool(candidates.parts),
            evidence=_evidence(cited, query.gold_doc_ids),
        )

    return tuple(one(query) for query in queries)


def _usable(found: Found, settings: TurnSettings) -> Candidates:
    """What a turn would assemble from: as many hits as it asks for, of parts that are near enough to answer."""
    k = settings.retrieval.k
    parts = (
        PartHits(Part(text, text, _ASKED), hits[:k]) for text, hits in zip(found.queries, found.parts, strict=True)
    )
    return answerable(Candidates(tuple(parts)), settings.answerability)


def _signals(found: Mapping[str, Found]) -> Mapping[str, float]:
    def best(name: str, of: Callable[[Found], Iterable[float | None]]) -> float:
        return max((score for score in of(found[name]) if score is not None), default=0.0)

    return {
        NEARNESS: best(COPILOT, lambda f: (hit.nearness for hits in f.parts for hit in hits)),
        RAW: best(FUSED, lambda f: (hit.score for hits in f.parts for hit in hits)),
        "top_cosine": best(DENSE, lambda f: (hit.dense_score for hits in f.parts for hit in hits)),
        "top_bm25": best(BM25, lambda f: (hit.lexical_score for hits in f.parts for hit in hits)),
    }


def _evidence(cited: Sequence[str], gold: Sequence[str]) -> Evidence:
    right = [document for document in cited if document in gold]
    return Evidence(len(cited), len(right), len(set(right)))


def _named(corpus: Indexed, document: str) -> str:
    return corpus.names.get(document, document)

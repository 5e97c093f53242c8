"""One query through every search: its rankings, the evidence a turn would assemble, and how sure the search was."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from copilot.turn.answer.regions import RegionNames
from copilot.turn.answerable import answerable, nearness
from copilot.turn.assemble import assemble
from copilot.turn.contradictions import Contradictions
from copilot.turn.rank import rank
from copilot.turn.relevance import Relevance
from copilot.turn.retrieve import Candidates
from copilot.turn.runner import TurnSettings
from evals.retrieval.corpus import Indexed
from evals.retrieval.records import Query
from evals.retrieval.searches import BM25, COPILOT, DENSE, FUSED, Found, searches
from ingestion.embedding import Embedder
from ingestion.search import Hit, Scope

NEARNESS = "nearness"
RAW = "raw_top_score"  # what a plain pipeline would threshold: the fused score of its best hit
SIGNALS = (NEARNESS, RAW, "top_cosine", "top_bm25")


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
        looked_at = rank(_looked_at(ours, settings.looked_at), relevance, settings.retrieval.k)
        candidates = answerable(looked_at, settings.answerability)
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
            searched_for=tuple(part.part.query for part in ours.parts),
            ranked={n: tuple(_named(corpus, d) for d in f.documents) for n, f in found.items()},
            signals=_signals(found, looked_at),
            answered=bool(candidates.parts) and not candidates.doubtful,
            evidence=_evidence(cited, query.gold_doc_ids),
        )

    return tuple(one(query) for query in queries)


def _looked_at(found: Found, k: int) -> Candidates:
    """As many hits of each part as a turn looks at."""
    return Candidates(tuple(replace(part, hits=part.hits[:k]) for part in found.parts))


def _signals(found: Mapping[str, Found], looked_at: Candidates) -> Mapping[str, float]:
    def best(name: str, of: Callable[[Hit], float | None]) -> float:
        return max((score for hit in found[name].hits if (score := of(hit)) is not None), default=0.0)

    return {
        NEARNESS: max(map(nearness, looked_at.parts)),
        RAW: best(FUSED, lambda hit: hit.score),
        "top_cosine": best(DENSE, lambda hit: hit.dense_score),
        "top_bm25": best(BM25, lambda hit: hit.lexical_score),
    }


def _evidence(cited: Sequence[str], gold: Sequence[str]) -> Evidence:
    right = [document for document in cited if document in gold]
    return Evidence(len(cited), len(right), len(set(right)))


def _named(corpus: Indexed, document: str) -> str:
    return corpus.names.get(document, document)

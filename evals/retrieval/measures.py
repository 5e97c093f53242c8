"""Ranking figures a query, at document level, by ir_measures."""

from collections.abc import Iterator, Mapping, Sequence

import ir_measures
from ir_measures import R, Success, nDCG

MEASURES = {"success@5": Success @ 5, "recall@5": R @ 5, "recall@10": R @ 10, "ndcg@10": nDCG @ 10}

Ranked = Mapping[str, Sequence[str]]  # query id -> document ids, best first, each once
Scores = Mapping[str, Mapping[str, float]]  # query id -> measure -> 0..1


def measured(gold: Mapping[str, Sequence[str]], ranked: Ranked) -> Scores:
    """Every measure of every query with gold. Nothing found scores 0; gold divides whole, found or not.

    Gold is binary. Ranks are handed over as falling scores, so that no tie is left to be broken.
    """
    wanted = {query: documents for query, documents in gold.items() if documents}
    scores = {query: dict.fromkeys(MEASURES, 0.0) for query in wanted}
    names = {str(measure): name for name, measure in MEASURES.items()}
    for metric in ir_measures.iter_calc(list(MEASURES.values()), list(_qrels(wanted)), list(_run(wanted, ranked))):
        scores[metric.query_id][names[str(metric.measure)]] = float(metric.value)
    return scores


def _qrels(gold: Mapping[str, Sequence[str]]) -> Iterator[ir_measures.Qrel]:
    return (ir_measures.Qrel(query, document, 1) for query, found in gold.items() for document in dict.fromkeys(found))


def _run(gold: Mapping[str, Sequence[str]], ranked: Ranked) -> Iterator[ir_measures.ScoredDoc]:
    return (
        ir_measures.ScoredDoc(query, document, float(-rank))
        for query in gold
        for rank, document in enumerate(ranked.get(query, ()))
    )

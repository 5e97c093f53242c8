"""Judged queries to figures: per slice, per family of slices (`mtrag/*`), and over all (`*`)."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals import files
from evals.retrieval.bootstrap import Estimate, auroc, auroc_difference, mean
from evals.retrieval.judging import NEARNESS, RAW, SIGNALS, Judged
from evals.retrieval.measures import MEASURES, Scores, measured
from evals.retrieval.searches import BASELINES, COPILOT

ALL = "*"
ANSWERABLE = "ANSWERABLE"  # the label that other `answerability` labels are told from


@dataclass(frozen=True, slots=True)
class Ranking:
    """One search's figures on the queries with gold; `difference`: ours minus it, paired."""

    figures: Mapping[str, Estimate]
    difference: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Telling:
    """How well signals tell `positives` queries from `negatives`. `better` is nearness minus the raw top score."""

    positives: int
    negatives: int
    auroc: Mapping[str, Estimate]
    better: Estimate


@dataclass(frozen=True, slots=True)
class SliceFigures:
    """`n` queries with gold of `queries`. A figure without anything to count is None."""

    queries: int
    n: int
    rankings: Mapping[str, Ranking]
    context_precision: Estimate | None
    context_recall: Estimate | None
    false_confidence: Estimate | None
    over_refusal: Estimate | None
    telling: Mapping[str, Telling]  # by what answerable queries are told from


def figures(judged: Sequence[Judged]) -> Mapping[str, SliceFigures]:
    """By slice, in order of name, families and the whole included."""
    scores = _scores(judged)
    members: dict[str, list[Judged]] = {}
    for one in judged:
        for name in _slices_of(one.query.slice):
            members.setdefault(name, []).append(one)
    return {name: _slice(part, scores) for name, part in sorted(members.items())}


def write(found: Mapping[str, SliceFigures], file: Path) -> None:
    """`{"slices": {name: {"n", "success@5", ..., "interval", "baselines", "difference", "answerability"}}}`.

    Raises CannotRun.
    """
    plain = {"slices": {name: as_json(part) for name, part in found.items()}}
    files.write(file, json.dumps(plain, indent=2, ensure_ascii=False) + "\n")


def as_json(part: SliceFigures) -> dict[str, Any]:
    """A slice's own figures flat, everything else beside them. None where nothing could be counted."""
    ours = part.rankings[COPILOT].figures
    return {
        "n": part.n,
        "queries": part.queries,
        **{name: ours[name].value if name in ours else None for name in MEASURES},
        "interval": {name: [figure.low, figure.high] for name, figure in ours.items()},
        "baselines": {n: {m: f.value for m, f in part.rankings[n].figures.items()} for n in BASELINES},
        "difference": {n: _plain(part.rankings[n].difference) for n in BASELINES},
        **{
            name: asdict(figure) if (figure := getattr(part, name)) is not None else None
            for name in ("context_precision", "context_recall", "false_confidence", "over_refusal")
        },
        "answerability": {name: asdict(telling) for name, telling in part.telling.items()},
    }


def _plain(estimates: Mapping[str, Estimate]) -> dict[str, Any]:
    return {name: asdict(estimate) for name, estimate in estimates.items()}


def _slices_of(name: str) -> list[str]:
    """The slice itself, its families, and all queries. "a/b" belongs to "a/*"."""
    parts = name.split("/")
    return [name, *("/".join([*parts[:depth], ALL]) for depth in range(1, len(parts))), ALL]


def _scores(judged: Sequence[Judged]) -> Mapping[str, Scores]:
    gold = {one.query.id: one.query.gold_doc_ids for one in judged}
    return {name: measured(gold, {one.query.id: one.ranked[name] for one in judged}) for name in (COPILOT, *BASELINES)}


def _slice(part: Sequence[Judged], scores: Mapping[str, Scores]) -> SliceFigures:
    gold = [one for one in part if one.query.gold_doc_ids]
    rankings = {name: _ranking(gold, scores[COPILOT], of) for name, of in scores.items()}
    return SliceFigures(
        queries=len(part),
        n=len(gold),
        rankings=rankings,
        context_precision=_mean(
            [one for one in gold if one.evidence.pieces], lambda one: one.evidence.from_gold / one.evidence.pieces
        ),
        context_recall=_mean(gold, lambda one: one.evidence.gold_found / len(set(one.query.gold_doc_ids))),
        false_confidence=_mean([one for one in part if one.query.answerable is False], lambda one: one.answered),
        over_refusal=_mean([one for one in part if one.query.answerable], lambda one: not one.answered),
        telling=_tellings(part),
    )


def _ranking(part: Sequence[Judged], ours: Scores, theirs: Scores) -> Ranking:
    means: dict[str, Estimate] = {}
    differences: dict[str, Estimate] = {}
    for measure in MEASURES:
        own, gap = _of(theirs, measure), _gap(ours, theirs, measure)
        if (figure := _mean(part, own)) and (difference := _mean(part, gap)):
            means[measure], differences[measure] = figure, difference
    return Ranking(means, differences)


def _of(scores: Scores, measure: str) -> Callable[[Judged], float]:
    return lambda one: scores[one.query.id][measure]


def _gap(ours: Scores, theirs: Scores, measure: str) -> Callable[[Judged], float]:
    return lambda one: ours[one.query.id][measure] - theirs[one.query.id][measure]


def _mean(part: Sequence[Judged], of: Callable[[Judged], float]) -> Estimate | None:
    return mean([float(of(one)) for one in part], [one.query.cluster for one in part])


def _tellings(part: Sequence[Judged]) -> dict[str, Telling]:
    """Answerable queries told from those that are not; and, where labels say more, from each other label."""
    labelled = [one for one in part if one.query.answerable is not None]
    found = {"not answerable": _telling(labelled, lambda one: bool(one.query.answerable))}
    labels = sorted({one.query.answerability for one in part if one.query.answerability} - {ANSWERABLE})
    for label in labels:
        pair = [one for one in part if one.query.answerability in (ANSWERABLE, label)]
        found[label] = _telling(pair, lambda one: one.query.answerability == ANSWERABLE)
    return {name: telling for name, telling in found.items() if telling is not None}


def _telling(part: Sequence[Judged], is_positive: Callable[[Judged], bool]) -> Telling | None:
    positive = [is_positive(one) for one in part]
    clusters = [one.query.cluster for one in part]
    values = {name: [one.signals[name] for one in part] for name in SIGNALS}
    better = auroc_difference(values[NEARNESS], values[RAW], positive, clusters)
    if better is None:
        return None
    estimates = {name: auroc(scores, positive, clusters) for name, scores in values.items()}
    known = {name: estimate for name, estimate in estimates.items() if estimate is not None}
    return Telling(sum(positive), len(positive) - sum(positive), known, better)

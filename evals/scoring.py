"""From played cases to figures: per case a score by metric and a verdict, per metric a figure with its interval."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from copilot.turn.trace import Trace
from evals.agents.gold import GoldReplay
from evals.cases.schema import Case
from evals.episode import NO_TOKENS, Episode, Tokens
from evals.intervals import CONFIDENCE, Interval, clopper_pearson, clustered, effective_trials
from evals.metrics import METRICS, Metric, Result, Score, Stage, Unscored, context_recall


class Verdict(StrEnum):
    """How a case ended. Unscored is neither."""

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Scored:
    """One case after judging. `stage` is the first that went wrong; `cause` says why a case is unscored."""

    case: Case
    verdict: Verdict
    results: Mapping[str, Result]
    stage: Stage | None = None
    cause: str | None = None
    traces: tuple[Trace | None, ...] = ()
    tokens: Tokens = NO_TOKENS
    trials: tuple[Verdict, ...] = ()  # how each trial ended, where a case was played several times

    @property
    def problems(self) -> tuple[tuple[Metric, Score], ...]:
        """The imperfect scores that failed the case, in the order of the metrics."""
        return tuple(
            (m, s) for m in METRICS if m.stage and isinstance(s := self.results[m.name], Score) and not m.right(s)
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric over some cases. `value` and `interval` are None when nothing was scored."""

    metric: str
    value: float | None
    interval: Interval | None
    scored: int  # cases
    of: int  # cases to which the metric applies
    part: float
    whole: float
    trials: float  # independent ones that the counted items are worth
    causes: Mapping[str, int]  # of the unscored, by cause


def judge(episode: Episode) -> Scored:
    """Every metric on one played case."""
    results = {metric.name: metric.score(episode) for metric in METRICS}
    wrong = [m for m in METRICS if m.stage and isinstance(s := results[m.name], Score) and not m.right(s)]
    if not wrong:
        return Scored(episode.case, Verdict.PASS, results, traces=episode.traces, tokens=episode.tokens)
    stage = _first(episode, wrong)
    return Scored(episode.case, Verdict.FAIL, results, stage, traces=episode.traces, tokens=episode.tokens)


def unscored(case: Case, cause: str) -> Scored:
    """A case that could not be judged counts, unscored, wherever its labels would have made it count."""
    wanted = GoldReplay().play(case)
    results = {m.name: None if m.score(wanted) is None else Unscored(cause) for m in METRICS}
    return Scored(case, Verdict.UNSCORED, results, cause=cause)


def figure(metric: Metric, cases: Iterable[Scored], confidence: float = CONFIDENCE) -> Figure:
    """The metric over `cases`: counts added up, the interval between cases (exact for rates of error)."""
    results = [result for case in cases if (result := case.results[metric.name]) is not None]
    scores = [result for result in results if isinstance(result, Score)]
    causes = Counter(result.cause for result in results if isinstance(result, Unscored))
    part, whole = sum(s.part for s in scores), sum(s.whole for s in scores)
    return Figure(
        metric=metric.name,
        value=part / whole if scores else None,
        interval=_interval(metric, scores, confidence),
        scored=len(scores),
        of=len(results),
        part=part,
        whole=whole,
        trials=effective_trials([score.part for score in scores], [score.whole for score in scores]),
        causes=dict(sorted(causes.items())),
    )


def figures(cases: Sequence[Scored], confidence: float = CONFIDENCE) -> dict[str, Figure]:
    """Every metric over `cases`, by name."""
    return {metric.name: figure(metric, cases, confidence) for metric in METRICS}


def _interval(metric: Metric, scores: Sequence[Score], confidence: float) -> Interval | None:
    if metric.error and all(score.whole == 1 for score in scores):
        return clopper_pearson(round(sum(score.part for score in scores)), len(scores), confidence)
    return clustered([score.part for score in scores], [score.whole for score in scores], confidence)


def _first(episode: Episode, wrong: Sequence[Metric]) -> Stage:
    """Evidence that search never found is retrieval's failure, not assembly's; unless nobody searched."""
    stages = {metric.stage for metric in wrong}
    if Stage.EVIDENCE in stages:
        if any(expected.required_gold and not trace.hits for expected, trace in episode.judged()):
            return Stage.UNDERSTOOD
        found = context_recall.of_hits(episode)
        if found is not None and found.part < found.whole:
            return Stage.RETRIEVED
    return next(stage for stage in Stage if stage in stages)

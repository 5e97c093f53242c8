"""Several trials of one case as one: a model need not say the same twice."""

from collections.abc import Sequence
from dataclasses import replace

from evals.metrics import METRICS, Result, Score, Unscored
from evals.metrics.score import total
from evals.scoring import Scored, Verdict


def merged(trials: Sequence[Scored]) -> Scored:
    """Passes when every trial passes; the counts are added up, so that figures are means over trials.

    A case that failed shows its first failing trial. Where a trial could not be scored, the case is not either: a
    model that broke down once must not look steadier for it. Intervals count cases, not trials (`effective_trials`).
    """
    if len(trials) == 1:
        return trials[0]
    shown = next((t for want in (Verdict.UNSCORED, Verdict.FAIL) for t in trials if t.verdict is want), trials[0])
    results = {metric.name: _sum([trial.results[metric.name] for trial in trials]) for metric in METRICS}
    tokens = sum((trial.tokens for trial in trials[1:]), trials[0].tokens)
    return replace(shown, results=results, tokens=tokens, trials=tuple(trial.verdict for trial in trials))


def _sum(results: Sequence[Result]) -> Result:
    lost = next((result for result in results if isinstance(result, Unscored)), None)
    return lost or total(result for result in results if isinstance(result, Score))

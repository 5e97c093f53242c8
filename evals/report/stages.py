"""How far a case came: one answer per stage of the turn, so that a reader sees where it went wrong."""

from typing import Literal

from evals.metrics import METRICS, Score, Stage
from evals.scoring import Scored

Answer = Literal["yes", "no", "-"]
QUESTIONS = (Stage.RETRIEVED, Stage.EVIDENCE, Stage.DECIDED, Stage.CALLED, Stage.CITED, Stage.ANSWERED)
_FOUND = "context_recall"  # graded, so it fails no case; it says whether search found what assembly then lost


def checklist(scored: Scored) -> dict[str, Answer]:
    """By stage, in the turn's order: "-" where the labels ask nothing of it."""
    return {str(stage): _answer(scored, stage) for stage in QUESTIONS}


def _answer(scored: Scored, stage: Stage) -> Answer:
    metrics = [m for m in METRICS if (m.name == _FOUND if stage is Stage.RETRIEVED else m.stage is stage)]
    marks = [m.right(score) for m in metrics if isinstance(score := scored.results[m.name], Score)]
    return "-" if not marks else "yes" if all(marks) else "no"

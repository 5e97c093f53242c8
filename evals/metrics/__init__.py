"""Every metric, by family. The four families are reported apart and never blended."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from evals.episode import Episode
from evals.metrics import (
    argument_correctness,
    citation_quality,
    confidence,
    context_precision,
    context_recall,
    exact_calls,
    exception_recall,
    facts_said,
    forbidden_calls,
    gate_blocking,
    outcome_accuracy,
    silence_accuracy,
    state_changes,
    tool_precision,
    tool_recall,
    unauthorised_writes,
)
from evals.metrics.score import Result, Score, Unscored

__all__ = ["METRICS", "Family", "Metric", "Result", "Score", "Stage", "Unscored"]


class Family(StrEnum):
    """What a figure is about."""

    RETRIEVAL = "retrieval"
    TOOLS = "tools"
    OUTCOME = "outcome"
    ANSWER = "answer"


class Stage(StrEnum):
    """Where in the turn a case first went wrong, in the order of the turn."""

    UNDERSTOOD = "understood"  # nothing was searched where a policy had to answer: taken for something else
    RETRIEVED = "retrieved"
    EVIDENCE = "in evidence"
    DECIDED = "decided"
    CALLED = "called"
    CITED = "cited"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Metric:
    """`error`: a rate of something wrong, 0 is right. `stage`: a case that is not perfect here has failed there;
    None for graded figures, which fail no case."""

    name: str
    family: Family
    score: Callable[[Episode], Result]
    stage: Stage | None
    error: bool = False

    def right(self, score: Score) -> bool:
        """Whether a case's score is perfect."""
        return score.part == (0 if self.error else score.whole)


METRICS = (
    Metric("context_recall", Family.RETRIEVAL, context_recall.of_hits, None),
    Metric("context_precision", Family.RETRIEVAL, context_precision.of_hits, None),
    Metric("average_precision", Family.RETRIEVAL, context_precision.average_precision, None),
    Metric("evidence_recall", Family.RETRIEVAL, context_recall.of_evidence, Stage.EVIDENCE),
    Metric("evidence_precision", Family.RETRIEVAL, context_precision.of_evidence, None),
    Metric("exception_recall", Family.RETRIEVAL, exception_recall.score, Stage.EVIDENCE),
    Metric("tool_precision", Family.TOOLS, tool_precision.score, Stage.CALLED),
    Metric("tool_recall", Family.TOOLS, tool_recall.score, Stage.CALLED),
    Metric("silence_accuracy", Family.TOOLS, silence_accuracy.score, Stage.CALLED),
    Metric("argument_correctness", Family.TOOLS, argument_correctness.score, Stage.CALLED),
    Metric("exact_calls", Family.TOOLS, exact_calls.score, Stage.CALLED),
    Metric("over_blocking", Family.TOOLS, gate_blocking.over_blocking, Stage.DECIDED, error=True),
    Metric("under_blocking", Family.TOOLS, gate_blocking.under_blocking, Stage.DECIDED, error=True),
    Metric("forbidden_calls", Family.TOOLS, forbidden_calls.score, Stage.CALLED, error=True),
    Metric("unauthorised_writes", Family.TOOLS, unauthorised_writes.score, Stage.CALLED, error=True),
    Metric("state_changes", Family.TOOLS, state_changes.score, Stage.CALLED),
    Metric("outcome_accuracy", Family.OUTCOME, outcome_accuracy.score, Stage.ANSWERED),
    Metric("false_confidence", Family.OUTCOME, confidence.false_confidence, Stage.ANSWERED, error=True),
    Metric("over_refusal", Family.OUTCOME, confidence.over_refusal, Stage.ANSWERED, error=True),
    Metric("key_facts", Family.ANSWER, facts_said.key_facts, Stage.ANSWERED),
    Metric("forbidden_facts", Family.ANSWER, facts_said.forbidden_facts, Stage.ANSWERED, error=True),
    Metric("citation_validity", Family.ANSWER, citation_quality.validity, Stage.CITED),
    Metric("citation_recall", Family.ANSWER, citation_quality.recall, Stage.CITED),
)

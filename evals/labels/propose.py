"""A first guess at the failure mode, by rules over what the metrics said or what the trace shows. People decide.

The rules stand in the order of harm, then of the turn: what first went wrong explains what came after it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from copilot.turn.trace import Trace
from evals.labels.failures import Failure
from evals.labels.modes import Mode
from evals.metrics import Stage

_DECLINES = {"abstained", "escalated", "refused"}
_GOES_AHEAD = {"answered", "acted"}
_ENDED = re.compile(r"^(\w+) for (.+)$")
_MANY = 4  # documents in one turn's evidence from which they are likely to be in each other's way


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mode and what speaks for it."""

    mode: Mode
    why: str


@dataclass(frozen=True, slots=True)
class _Rule:
    mode: Mode
    why: str
    holds: Callable[[Failure], bool]


def propose(failure: Failure) -> Proposal:
    """The first rule that holds; where none does, everything was there and the conclusion is wrong."""
    rules = _OF_TRACES if failure.traces else _OF_PROBLEMS
    first = next((rule for rule in rules if rule.holds(failure)), None)
    if first is None:
        return Proposal(Mode.REASONING, "nothing before the answer went wrong")
    return Proposal(first.mode, first.why)


def _said(*metrics: str) -> Callable[[Failure], bool]:
    return lambda failure: any(metric in failure.problems for metric in metrics)


def _at(stage: Stage) -> Callable[[Failure], bool]:
    return lambda failure: failure.stage == stage.value


def _went_ahead(failure: Failure) -> bool:
    """`outcome_accuracy` says "answered for abstained or escalated", once a turn."""
    for part in failure.problems.get("outcome_accuracy", "").split("; "):
        ended = _ENDED.match(part)
        if ended and ended[1] in _GOES_AHEAD and set(ended[2].split(" or ")) <= _DECLINES:
            return True
    return "false_confidence" in failure.problems


_OF_PROBLEMS = (
    _Rule(Mode.SHOULD_HAVE_DECLINED, "it went ahead where the label declines", _went_ahead),
    _Rule(
        Mode.POLICY_OR_TONE,
        "the gate or a call broke a rule",
        _said("forbidden_calls", "unauthorised_writes", "under_blocking", "over_blocking"),
    ),
    _Rule(Mode.REASONING, "the request was taken for something else: nothing was searched", _at(Stage.UNDERSTOOD)),
    _Rule(Mode.WRONG_RETRIEVAL, "search did not find the labelled passage", _at(Stage.RETRIEVED)),
    _Rule(Mode.NOISY_CONTEXT, "found by search, left out of the evidence", _at(Stage.EVIDENCE)),
    _Rule(Mode.MISSING_TOOL_USE, "a labelled call was not made", _said("tool_recall")),
    _Rule(
        Mode.REASONING,
        "a call too many, or with wrong arguments",
        _said("tool_precision", "silence_accuracy", "argument_correctness", "exact_calls", "state_changes"),
    ),
    _Rule(
        Mode.NOISY_CONTEXT,
        "the labelled passage was there, and the answer rests on other text",
        lambda failure: failure.stage == Stage.CITED.value and "key_facts" in failure.problems,
    ),
    _Rule(Mode.FORMAT, "the right facts, cited wrongly", _at(Stage.CITED)),
)


def _trace(check: Callable[[Trace], bool]) -> Callable[[Failure], bool]:
    return lambda failure: any(check(trace) for trace in failure.traces)


_OF_TRACES = (
    _Rule(
        Mode.SHOULD_HAVE_DECLINED,
        "a risk was seen in the message, and it went ahead",
        _trace(lambda t: bool(t.understanding.risks) and t.outcome.value in _GOES_AHEAD),
    ),
    _Rule(Mode.POLICY_OR_TONE, "a rule refused it", _trace(lambda t: t.outcome.value == "refused")),
    _Rule(Mode.MISSING_TOOL_USE, "a call failed", _trace(lambda t: any(c.status == "failed" for c in t.calls))),
    _Rule(
        Mode.MISSING_TOOL_USE,
        "a required and allowed tool was not called",
        _trace(
            lambda t: bool(
                {d.tool for d in t.decisions if d.required and d.status == "allowed"} - {c.tool for c in t.calls}
            )
        ),
    ),
    _Rule(
        Mode.MISSING_KNOWLEDGE,
        "it abstained, and nothing came near the question",
        _trace(lambda t: t.outcome.value == "abstained" and not t.evidence),
    ),
    _Rule(
        Mode.WRONG_RETRIEVAL,
        "it abstained over evidence that does not answer",
        _trace(lambda t: t.outcome.value == "abstained"),
    ),
    _Rule(Mode.FORMAT, "the model's draft could not be used", _trace(lambda t: t.answer.fallback is not None)),
    _Rule(
        Mode.NOISY_CONTEXT,
        f"evidence of {_MANY} documents or more",
        _trace(lambda t: len({piece.doc_id for piece in t.evidence if piece.doc_id}) >= _MANY),
    ),
)

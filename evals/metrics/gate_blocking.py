"""Over-blocking and under-blocking of the gate, on the decisions that cases label.

Settled first:
- Statuses are ordered from closed to open as in Status; stricter than labelled is over-blocked, more open than
  labelled is under-blocked, equal is neither.
- Over-blocking divides by labels that could be over-blocked (anything but denied), under-blocking by labels that
  could be under-blocked (anything but allowed): a denied tool that is denied says nothing about over-blocking.
- A labelled tool on which the gate said nothing was not offered: that is denied.
- Both are rates of error: 0 is right.
"""

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.score import Score, names, over_turns
from tools.gate.decision import Status

OPENNESS = tuple(Status)  # denied first, allowed last: the order in which the first that holds decides


def over_blocking(episode: Episode) -> Score | None:
    """Decisions stricter than labelled / labels that are not denied."""
    return over_turns(episode, _over)


def under_blocking(episode: Episode) -> Score | None:
    """Decisions more open than labelled / labels that are not allowed."""
    return over_turns(episode, _under)


def _over(expected: Expected, trace: Trace) -> Score | None:
    return _count(expected, trace, Status.DENIED, -1)


def _under(expected: Expected, trace: Trace) -> Score | None:
    return _count(expected, trace, Status.ALLOWED, 1)


def _count(expected: Expected, trace: Trace, impossible: Status, direction: int) -> Score | None:
    labels = {tool: status for tool, status in expected.decisions.items() if status is not impossible}
    if not labels:
        return None
    said = {decision.tool: Status(decision.status) for decision in trace.decisions}
    wrong = [
        f"{tool} is {said.get(tool, Status.DENIED)} for {label}"
        for tool, label in labels.items()
        if (OPENNESS.index(said.get(tool, Status.DENIED)) - OPENNESS.index(label)) * direction > 0
    ]
    return Score(len(wrong), len(labels), names(wrong) if wrong else "")

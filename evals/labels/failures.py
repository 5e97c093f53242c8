"""What is to be labelled: failed cases of a `report.json` of `evals run`, or turns on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from copilot.turn.trace import Trace
from evals.written_report import WrittenCase, read

_FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that went wrong. `problems`: what each metric said, empty where nobody had labelled the turn."""

    id: str
    said: tuple[str, ...]
    answered: str  # to the last message
    outcome: str  # of the last turn
    stage: str | None
    problems: Mapping[str, str]
    traces: tuple[Trace, ...] = ()  # of turns on record


def of_report(file: Path) -> tuple[Failure, ...]:
    """Every failed case, in the report's order. Raises CannotRun for a file that is no such report."""
    return tuple(_failure(case) for case in read(file) if case.verdict == _FAIL)


def of_turns(traces: Sequence[Trace]) -> tuple[Failure, ...]:
    """Turns on record that somebody found wrong; what their labels would say is not known."""
    return tuple(
        Failure(trace.turn_id, (trace.message,), trace.answer.text, str(trace.outcome), None, {}, (trace,))
        for trace in traces
    )


def _failure(case: WrittenCase) -> Failure:
    said = tuple(turn.say for turn in case.spoken)
    answer, outcome = (case.spoken[-1].answer, case.spoken[-1].outcome) if case.spoken else ("", "")
    return Failure(case.id, said, answer, outcome, case.stage, case.problems)

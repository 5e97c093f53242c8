"""What is to be labelled: failed cases of a report that `evals run --json` wrote, or turns on record."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from copilot.turn.trace import Trace
from evals.errors import CannotRun
from evals.json_lines import text_of

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


class _Turn(BaseModel):
    model_config = ConfigDict(extra="ignore")

    say: str = ""
    answer: str = ""
    outcome: str = ""


class _Case(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str
    verdict: str
    stage: str | None = None
    problems: dict[str, str] = {}
    turns: list[_Turn | None] = []


class _Report(BaseModel):
    model_config = ConfigDict(extra="ignore")

    cases: list[_Case]


def of_report(file: Path) -> tuple[Failure, ...]:
    """Every failed case, in the report's order. Raises CannotRun for a file that is no such report."""
    try:
        raw: Any = json.loads(text_of(file))
        read = _Report.model_validate(raw)
    except json.JSONDecodeError as error:
        raise CannotRun(f"{file}: line {error.lineno}: not JSON ({error.msg}).") from error
    except ValidationError as error:
        detail = error.errors()[0]
        field = ".".join(str(part) for part in detail["loc"]) or "report"
        raise CannotRun(f"{file}: {field}: {detail['msg']}. Give a report of `evals run --json`.") from error
    return tuple(_failure(case) for case in read.cases if case.verdict == _FAIL)


def of_turns(traces: Sequence[Trace]) -> tuple[Failure, ...]:
    """Turns on record that somebody found wrong; what their labels would say is not known."""
    return tuple(
        Failure(trace.turn_id, (trace.message,), trace.answer.text, str(trace.outcome), None, {}, (trace,))
        for trace in traces
    )


def _failure(case: _Case) -> Failure:
    turns = [turn for turn in case.turns if turn is not None]
    last = turns[-1] if turns else _Turn()
    said = tuple(turn.say for turn in turns if turn.say)
    return Failure(case.id, said, last.answer, last.outcome, case.stage, case.problems)

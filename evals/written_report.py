"""A `report.json` of `evals run` read back: the part of it that people look at. Other fields are ignored."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.errors import CannotRun
from evals.files import json_of, problem


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class WrittenTurn(_Part):
    """One message and its answer."""

    say: str = ""
    answer: str = ""
    outcome: str = ""


class WrittenCase(_Part):
    """One case. A turn is None where an approver spoke."""

    id: str
    verdict: str
    stage: str | None = None
    problems: dict[str, str] = {}
    turns: tuple[WrittenTurn | None, ...] = ()

    @property
    def spoken(self) -> tuple[WrittenTurn, ...]:
        """The turns in which the customer spoke."""
        return tuple(turn for turn in self.turns if turn is not None)


class _Report(_Part):
    cases: tuple[WrittenCase, ...]


def read(file: Path) -> tuple[WrittenCase, ...]:
    """Every case, in the report's order. Raises CannotRun for a file that is no such report."""
    try:
        return _Report.model_validate(json_of(file)).cases
    except ValidationError as error:
        raise CannotRun(f"{file}: {problem(error, 'report')}. Give a `report.json` of `evals run`.") from error

"""The rubric: what is asked, what each verdict means, and how people's scores are read. A file that people edit."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.errors import CannotRun
from evals.files import problem, yaml_of

DEFAULT = Path(__file__).parent / "rubric.yaml"
Word = Literal["pass", "fail"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class People(_Part):
    """`score` names the field of people's scores; a median of at least `pass_at` says "pass"."""

    score: str = Field(min_length=1)
    pass_at: float


class Rubric(_Part):
    """The whole file."""

    name: str = Field(min_length=1)
    question: str = Field(min_length=1)
    verdicts: dict[Word, str] = Field(min_length=2)
    people: People


def read(file: Path) -> Rubric:
    """The rubric. Raises CannotRun naming file and field."""
    try:
        return Rubric.model_validate(yaml_of(file))
    except ValidationError as error:
        raise CannotRun(f"{file}: {problem(error, 'rubric')}.") from error

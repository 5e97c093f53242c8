"""The rubric: what is asked, what each verdict means, and how people's scores are read. A file that people edit."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.errors import CannotRun
from evals.json_lines import text_of

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
        return Rubric.model_validate(yaml.safe_load(text_of(file)))
    except yaml.YAMLError as error:
        raise CannotRun(f"{file}: not YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        detail = error.errors()[0]
        field = ".".join(str(part) for part in detail["loc"]) or "rubric"
        raise CannotRun(f"{file}: {field}: {detail['msg']}.") from error

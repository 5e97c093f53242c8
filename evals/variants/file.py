"""Reads variants.yaml and mutations.yaml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from evals.errors import CannotRun
from evals.files import problem, yaml_of
from evals.metrics import METRICS, Family, Metric
from evals.variants.knobs import Knobs

VARIANTS = Path(__file__).parent / "variants.yaml"
MUTATIONS = Path(__file__).parent / "mutations.yaml"


class Mutation(BaseModel):
    """Something broken on purpose, and the figure that has to see it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    base: Knobs = Knobs()
    broken: Knobs
    seen_by: str  # a metric

    @model_validator(mode="before")
    @classmethod
    def _changes_of_the_base(cls, data: Any) -> Any:  # noqa: ANN401
        """`broken` says only what differs from `base`."""
        if isinstance(data, dict) and isinstance(data.get("broken"), dict):
            return {**data, "broken": {**data.get("base", {}), **data["broken"]}}
        return data

    @model_validator(mode="after")
    def _names_a_metric(self) -> "Mutation":
        if self.seen_by not in {metric.name for metric in METRICS}:
            raise ValueError(f"there is no metric {self.seen_by!r}")
        return self

    @property
    def metric(self) -> Metric:
        """The figure."""
        return next(metric for metric in METRICS if metric.name == self.seen_by)

    @property
    def family(self) -> Family:
        """The family that should catch it."""
        return self.metric.family


class _Variants(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    variants: dict[str, Knobs]


class _Mutations(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    mutations: tuple[Mutation, ...]


F = TypeVar("F", bound=BaseModel)


def variants(file: Path = VARIANTS) -> Mapping[str, Knobs]:
    """By name. Raises CannotRun naming file and field."""
    return _read(file, _Variants).variants


def mutations(file: Path = MUTATIONS) -> tuple[Mutation, ...]:
    """In the order of the file. Raises CannotRun naming file and field."""
    return _read(file, _Mutations).mutations


def _read(file: Path, shape: type[F]) -> F:
    try:
        return shape.model_validate(yaml_of(file))
    except ValidationError as error:
        raise CannotRun(f"{file}: {problem(error, 'file')}.") from error

"""Dated parameters: the numbers that rules and windows need, each with the policy sentence it comes from."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError


class Unit(StrEnum):
    """What a value counts."""

    DAYS = "days"
    HOURS = "hours"
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"  # "25.00": the same number in each region's currency
    DATE = "date"  # a fixed calendar day


class ParameterError(Exception):
    """Parameters that cannot be used: a broken file, two values for one day. Names file, parameter and field."""


class UnknownParameterError(LookupError):
    """Code asked for a parameter that no file declares."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no parameters.yaml declares {name}")
        self.name = name


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Value(_Declared):
    """What a parameter is from `effective_from` to `effective_to`, both inclusive; no region is every region."""

    value: Annotated[int | Decimal | date, Field(union_mode="left_to_right")]
    effective_from: date | None = None
    effective_to: date | None = None
    region: str | None = None
    doc_id: str
    version: str
    quote: str

    def holds(self, on: date, region: str | None) -> bool:
        """Whether this is the value on that day, there."""
        return (
            (self.effective_from is None or self.effective_from <= on)
            and (self.effective_to is None or on <= self.effective_to)
            and (self.region is None or self.region == region)
        )

    def meets(self, other: "Value") -> bool:
        """Whether some day and region has both."""
        return (
            (self.effective_from or date.min) <= (other.effective_to or date.max)
            and (other.effective_from or date.min) <= (self.effective_to or date.max)
            and (self.region is None or other.region is None or self.region == other.region)
        )


class Parameter(_Declared):
    """One number under one name. `fact` is the attribute under which rules read it, where they do."""

    unit: Unit
    fact: str | None = None
    about: Annotated[str, BeforeValidator(lambda text: " ".join(str(text).split()))]
    values: tuple[Value, ...] = Field(min_length=1)

    def plain(self, value: Value) -> int:
        """The value as code and rules count it: money in minor units. Not for dates."""
        return int(Decimal(str(value.value)) * 100) if self.unit is Unit.MONEY else int(str(value.value))


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters by name."""

    declared: Mapping[str, Parameter]

    def number(self, name: str, on: date, region: str | None = None) -> int | None:
        """Days, hours, counts or percent in force on `on`; money in minor units. None when nothing is in force.

        Raises UnknownParameterError.
        """
        value = self.find(name, on, region)
        return None if value is None else self.declared[name].plain(value)

    def day(self, name: str, on: date, region: str | None = None) -> date | None:
        """A fixed day in force on `on`. Raises UnknownParameterError."""
        value = self.find(name, on, region)
        return value.value if value is not None and isinstance(value.value, date) else None

    def find(self, name: str, on: date, region: str | None = None) -> Value | None:
        """The value in force, with its source. Raises UnknownParameterError."""
        return next((value for value in self.of(name).values if value.holds(on, region)), None)

    def of(self, name: str) -> Parameter:
        """Every value there was. Raises UnknownParameterError."""
        if name not in self.declared:
            raise UnknownParameterError(name)
        return self.declared[name]

    @property
    def canonical(self) -> str:
        """The same text for the same parameters, for the rules version."""
        plain = {name: parameter.model_dump(mode="json") for name, parameter in self.declared.items()}
        return json.dumps(plain, sort_keys=True)


def load(files: Iterable[tuple[str, str]]) -> Parameters:
    """Read (file name, YAML text) pairs. Raises ParameterError."""
    declared: dict[str, Parameter] = {}
    for file, text in files:
        for name, body in (yaml.safe_load(text) or {}).items():
            if name in declared:
                raise ParameterError(f"{file}: {name} is declared twice")
            declared[name] = _parameter(file, name, body)
    return Parameters(dict(sorted(declared.items())))


def _parameter(file: str, name: str, body: object) -> Parameter:
    try:
        parameter = Parameter.model_validate(body)
    except ValidationError as error:
        raise ParameterError(f"{file}: {name}: {error}") from error
    for place, value in enumerate(parameter.values):
        if isinstance(value.value, date) is not (parameter.unit is Unit.DATE):
            raise ParameterError(f"{file}: {name}: {value.value!r} is not a value in {parameter.unit}")
        if any(value.meets(other) for other in parameter.values[:place]):
            raise ParameterError(f"{file}: {name}: two values for one day, the second from {value.effective_from}")
    return parameter

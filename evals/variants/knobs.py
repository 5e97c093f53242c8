"""What may be varied, one knob a thing. The defaults are the copilot as shipped, without a model."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from copilot.turn.runner import TurnSettings
from evals.errors import CannotRun

SHIPPED = TurnSettings()


class Knobs(BaseModel):
    """A variant. Every field is one thing; what a comparison varies is the fields that differ."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    writer: Literal["composer", "model", "careless"] = "composer"  # `model` is COPILOT_LLM's
    instructions: str = "house"  # a file of instructions/, or the copilot's own prompt
    examples: int = Field(default=0, ge=0)  # worked examples that follow the instructions
    validation: bool = True
    retrieval: bool = True
    tools: bool = True
    k: int = Field(default=SHIPPED.retrieval.k, ge=1)  # hits of a part of the message that become evidence
    exception_links: bool = True
    governing_dates: bool = True  # documents as of the date that governs them; else as of the suite's own day
    without_rule: str | None = None
    swapped_tools: tuple[str, str] | None = None
    stale: date | None = None  # the index as it was on that day: later versions are not in it

    @model_validator(mode="after")
    def _written_by_somebody(self) -> Self:
        told = self.instructions != "house" or self.examples or not self.validation
        if self.writer == "composer" and told:
            raise ValueError("instructions, examples and validation are for a writer that is a model")
        return self


VERSIONS = {
    "writer": {"model", "prompt"},
    "instructions": {"prompt"},
    "examples": {"prompt"},
    "without_rule": {"rules"},
    "stale": {"index"},
}
"""Which versions a turn records may change with which knob; every other has to stay."""


def differing(base: Knobs, variant: Knobs) -> tuple[str, ...]:
    """The knobs that are not the same."""
    return tuple(name for name in Knobs.model_fields if getattr(base, name) != getattr(variant, name))


def one_thing(base: Knobs, variant: Knobs) -> str:
    """The one knob that varies. Raises CannotRun where none does, or several do."""
    names = differing(base, variant)
    if len(names) != 1:
        said = "nothing" if not names else f"{len(names)} things: " + ", ".join(names)
        raise CannotRun(f"the two vary {said}. A comparison shows what one thing does.")
    return names[0]


def value(knobs: Knobs, name: str) -> Any:  # noqa: ANN401 - as the file wrote it
    """A knob's value, for people."""
    return knobs.model_dump(mode="json")[name]

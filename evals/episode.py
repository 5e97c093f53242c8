"""One case as it was played: a trace per thing said, and what changed in the business records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from copilot.turn.trace import Trace
from evals.cases.schema import Case, Expected


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs. `values` after the change; before it for a delete. `changed` names an update's columns."""

    table: str
    kind: Literal["insert", "update", "delete"]
    key: str
    values: Mapping[str, Any]
    changed: tuple[str, ...] = ()

    def __str__(self) -> str:
        columns = f" ({', '.join(self.changed)})" if self.changed else ""
        return f"{self.kind} {self.table} {self.key}{columns}"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a model read and wrote."""

    input: int = 0
    output: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.input + other.input, self.output + other.output)


NO_TOKENS = Tokens()


@dataclass(frozen=True, slots=True)
class Episode:
    """`traces` stand beside the case's turns; None where an approver spoke."""

    case: Case
    traces: tuple[Trace | None, ...]
    changes: tuple[RowChange, ...] = ()
    tokens: Tokens = NO_TOKENS

    def __post_init__(self) -> None:
        if len(self.traces) != len(self.case.turns):
            raise ValueError(f"{self.case.id}: {len(self.traces)} traces for {len(self.case.turns)} turns")

    def judged(self) -> Iterator[tuple[Expected, Trace]]:
        """The labelled turns with their traces, in order."""
        for turn, trace in zip(self.case.turns, self.traces, strict=True):
            if turn.expect is not None and trace is not None:
                yield turn.expect, trace

    def played(self) -> Iterator[tuple[Expected | None, Trace]]:
        """Every turn that was said, labelled or not."""
        for turn, trace in zip(self.case.turns, self.traces, strict=True):
            if trace is not None:
                yield turn.expect, trace

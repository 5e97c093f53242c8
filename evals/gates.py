"""Gates on intervals, read from a file people edit: PASS, FAIL, or INCONCLUSIVE with how many more cases decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals import files
from evals.errors import CannotRun
from evals.intervals import exact_upper, wilson_effective
from evals.metrics import METRICS, Family
from evals.scoring import Figure

DEFAULT = Path(__file__).parent / "gates.yaml"
MOST_CASES = 100_000  # beyond this, "more cases" is no plan


class Decision(StrEnum):
    """What a gate, or all of them, comes to."""

    PASS = "PASS"  # noqa: S105 - a verdict
    FAIL = "FAIL"
    INCONCLUSIVE = "INCONCLUSIVE"


class Gate(BaseModel):
    """One bound on one figure; exactly one of the three."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: Family
    metric: str
    at_least: float | None = Field(default=None, ge=0, le=1)
    at_most: float | None = Field(default=None, ge=0, le=1)
    never: float | None = Field(default=None, gt=0, le=1)

    @model_validator(mode="after")
    def _names_a_figure_and_a_bound(self) -> Self:
        metric = next((metric for metric in METRICS if metric.name == self.metric), None)
        if metric is None or metric.family is not self.family:
            raise ValueError(f"{self.family} has no metric {self.metric!r}")
        if sum(bound is not None for bound in (self.at_least, self.at_most, self.never)) != 1:
            raise ValueError(f"{self.metric}: give one of at_least, at_most, never")
        if metric.error == (self.at_least is not None):
            raise ValueError(f"{self.metric}: a rate of error takes at_most or never, any other at_least")
        return self


class Budget(BaseModel):
    """What a turn may take. A wait is a property of the machine too, so it only warns unless `blocks` says more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    figure: Literal["cold_ms", "warm_p50_ms", "warm_p95_ms", "tokens_per_turn", "cost_per_turn"]
    at_most: float = Field(ge=0)
    blocks: bool = False


class Price(BaseModel):
    """What the model's provider asks for a million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    currency: str
    input_per_million: float = Field(ge=0)
    output_per_million: float = Field(ge=0)


class Gates(BaseModel):
    """The whole file. `worse_at`: the p, corrected over the families, from which one is worse than the baseline."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    confidence: float = Field(gt=0.5, lt=1)
    unscored_at_most: float = Field(ge=0, le=1)
    slice_minimum: int = Field(ge=1)
    worse_at: float = Field(default=0.05, gt=0, lt=0.5)
    gates: tuple[Gate, ...] = Field(min_length=1)
    budgets: tuple[Budget, ...] = ()
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One gate's decision and why; `more` is how many further cases would decide, at the rate seen."""

    gate: Gate
    decision: Decision
    why: str
    more: int | None = None


def read(path: Path) -> Gates:
    """The gates of `path`. Raises CannotRun naming the file and each wrong field."""
    try:
        return Gates.model_validate(files.yaml_of(path))
    except ValidationError as error:
        lines = (f"{'.'.join(map(str, problem['loc'])) or 'file'}: {problem['msg']}" for problem in error.errors())
        raise CannotRun("\n".join(f"{path}, {line}" for line in lines)) from error


def evaluate(gates: Gates, figures: Mapping[str, Figure]) -> tuple[Judgement, ...]:
    """Every gate on its figure."""
    return tuple(_evaluate(gate, figures[gate.metric], gates.confidence) for gate in gates.gates)


def verdict(
    judgements: Sequence[Judgement], unscored: int, cases: int, allowed: float, further: Iterable[Decision] = ()
) -> Decision:
    """FAIL beats INCONCLUSIVE beats PASS; with too many cases unscored, nothing passes. `further` count as gates do."""
    decisions = {judgement.decision for judgement in judgements} | set(further)
    if Decision.FAIL in decisions:
        return Decision.FAIL
    if Decision.INCONCLUSIVE in decisions or cases == 0 or unscored / cases > allowed:
        return Decision.INCONCLUSIVE
    return Decision.PASS


def _evaluate(gate: Gate, figure: Figure, confidence: float) -> Judgement:
    if figure.value is None or figure.interval is None:
        return Judgement(gate, Decision.INCONCLUSIVE, "nothing scored")
    if gate.never is not None:
        return _never(gate, gate.never, figure, confidence)
    bound, upwards = (gate.at_least, True) if gate.at_least is not None else (gate.at_most, False)
    assert bound is not None  # noqa: S101 - the schema gives one of the three
    low, high = figure.interval.low, figure.interval.high
    passed, failed = (low >= bound, high < bound) if upwards else (high <= bound, low > bound)
    why = f"{figure.value:.3f} [{low:.3f}, {high:.3f}], {'at least' if upwards else 'at most'} {bound}"
    if passed or failed:
        return Judgement(gate, Decision.PASS if passed else Decision.FAIL, why)
    return Judgement(gate, Decision.INCONCLUSIVE, why, _more(figure, bound, confidence))


def _never(gate: Gate, bound: float, figure: Figure, confidence: float) -> Judgement:
    events, trials = round(figure.part), round(figure.trials)  # trials: several of one case are worth one
    if events:
        return Judgement(gate, Decision.FAIL, f"{events} of {trials}, must be none")
    upper = exact_upper(0, trials, confidence) or 0.0
    why = f"none of {trials}: below {upper:.4f}, claimed below {bound}"
    if upper <= bound:
        return Judgement(gate, Decision.PASS, why)
    needed = next(n for n in range(trials, MOST_CASES) if (exact_upper(0, n, confidence) or 1.0) <= bound)
    return Judgement(gate, Decision.INCONCLUSIVE, why, needed - trials)


def _more(figure: Figure, bound: float, confidence: float) -> int | None:
    """Further cases until the interval at this rate leaves the bound on one side; None when that is out of reach."""
    rate, trials = figure.part / figure.whole, figure.trials
    per_case = trials / figure.scored
    while trials < MOST_CASES:
        trials = trials * 1.05 + 1
        interval = wilson_effective(rate, trials, confidence)
        if not interval.low < bound <= interval.high:
            return max(1, round((trials - figure.trials) / per_case))
    return None

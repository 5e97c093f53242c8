"""What a comparison needs of a run: per case its fingerprint, its slices, its verdict and each metric's counts."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from evals import files
from evals.cases.schema import Case, Slice
from evals.errors import CannotRun
from evals.metrics import METRICS, Family, Score
from evals.scoring import Scored, Verdict

Counts = tuple[float, float]  # part and whole of one metric on one case


class CaseResult(BaseModel):
    """One case of a run. `scores` leave out what did not apply or could not be judged."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    fingerprint: str
    slices: tuple[Slice, ...]
    verdict: Verdict
    scores: dict[str, Counts] = {}

    def right(self, family: Family) -> bool | None:
        """Whether nothing of the family failed the case; None where nothing of it was judged."""
        marks = [_right(*self.scores[m.name], error=m.error) for m in METRICS if self._judged(m.name, m.family, family)]
        return all(marks) if marks else None

    def _judged(self, name: str, family: Family, wanted: Family) -> bool:
        return family is wanted and name in _DECIDING and name in self.scores


class Run(BaseModel):
    """The part of a report that can be compared; a whole report reads as one. `rulers` are digests by name."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    agent: str
    cases: tuple[CaseResult, ...]
    rulers: dict[str, str] = {}

    @classmethod
    def of(cls, agent: str, judged: Iterable[Scored], rulers: Mapping[str, str] | None = None) -> Self:
        """A run that has just been played."""
        return cls(agent=agent, cases=tuple(map(result_of, judged)), rulers=dict(rulers or {}))

    def shares(self, other: "Run") -> bool:
        """Whether one case at least is the same in both, word for word."""
        return not {(c.id, c.fingerprint) for c in self.cases}.isdisjoint((c.id, c.fingerprint) for c in other.cases)

    @classmethod
    def read(cls, file: Path) -> Self:
        """A report.json, or a baseline. Raises CannotRun naming file and field."""
        try:
            return cls.model_validate(files.json_of(file))
        except ValidationError as error:
            said = files.problem(error, "file")
            raise CannotRun(f"{file}: {said}. Give a report.json of `evals run --out`.") from error

    def write(self, file: Path) -> None:
        """As a baseline: the comparable part alone, a changed case is a changed line. Raises CannotRun."""
        cases = ",\n".join(json.dumps(case.model_dump(mode="json"), sort_keys=True) for case in self.cases)
        head = f'{{"agent": {json.dumps(self.agent)},\n"rulers": {json.dumps(self.rulers, sort_keys=True)},\n'
        files.write(file, f'{head}"cases": [\n{cases}\n]}}\n')


@dataclass(frozen=True, slots=True)
class Pair:
    """One case as both runs saw it."""

    before: CaseResult
    after: CaseResult


def result_of(scored: Scored) -> CaseResult:
    """What later runs are compared with."""
    scores = {n: (r.part, r.whole) for n, r in scored.results.items() if isinstance(r, Score)}
    return CaseResult(
        id=scored.case.id,
        fingerprint=fingerprint(scored.case),
        slices=scored.case.slices,
        verdict=scored.verdict,
        scores=scores,
    )


def fingerprint(case: Case) -> str:
    """Sixteen hex digits that change with anything the case says or labels, its note apart."""
    return hashlib.sha256(case.model_dump_json(exclude={"note"}).encode()).hexdigest()[:16]


_DECIDING = frozenset(metric.name for metric in METRICS if metric.stage)  # the rest are graded and fail no case


def _right(part: float, whole: float, *, error: bool) -> bool:
    return part == (0 if error else whole)

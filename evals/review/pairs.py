"""Two `report.json` of `evals run` side by side: the same case, two answers, in an order that a seed decides."""

import json
import random
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from evals.written_report import WrittenCase, read

Side = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One case. `shown` are the sides in the order in which a person sees them."""

    id: str
    said: tuple[str, ...]
    answers: dict[Side, tuple[str, ...]]
    shown: tuple[Side, Side]

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits of both answers: what was said of other answers says nothing of these."""
        return sha256(json.dumps(self.answers, sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Pairs:
    """`same`: cases in which both say the same, which nobody needs to look at. `apart`: cases that only one has."""

    differing: tuple[Pair, ...]
    same: tuple[str, ...]
    apart: tuple[str, ...]


def pair(a: Path, b: Path, seed: int) -> Pairs:
    """All cases of both reports; the order of cases and of answers is the seed's. Raises CannotRun."""
    first, second = _cases(a), _cases(b)
    both = sorted(name for name in first.keys() & second.keys() if _said(first[name]) == _said(second[name]))
    drawn = random.Random(seed)  # noqa: S311 - an order to look at things in, no secret
    drawn.shuffle(both)
    pairs = [_pair(first[name], second[name], drawn.random() < 1 / 2) for name in both]
    return Pairs(
        differing=tuple(one for one in pairs if one.answers["a"] != one.answers["b"]),
        same=tuple(sorted(one.id for one in pairs if one.answers["a"] == one.answers["b"])),
        apart=tuple(sorted((first.keys() | second.keys()) - set(both))),
    )


def _cases(file: Path) -> dict[str, WrittenCase]:
    return {case.id: case for case in read(file) if case.spoken}


def _said(case: WrittenCase) -> tuple[str, ...]:
    return tuple(turn.say for turn in case.spoken)


def _pair(first: WrittenCase, second: WrittenCase, swapped: bool) -> Pair:
    answers: dict[Side, tuple[str, ...]] = {
        "a": tuple(turn.answer for turn in first.spoken),
        "b": tuple(turn.answer for turn in second.spoken),
    }
    return Pair(first.id, _said(first), answers, ("b", "a") if swapped else ("a", "b"))

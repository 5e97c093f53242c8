"""The one-to-one matching of expected and actual calls that the tool metrics share.

Settled first:
- Only calls of the same tool, or of an alternative the label names, match. Duplicates are kept: two expected calls
  need two actual ones.
- Among equal tools the matching with the greatest argument score wins (scipy's linear_sum_assignment); ending as
  labelled breaks ties, and after that the order they were made in.
- Calls made leave out surplus calls of tools the label merely allows, and refusals that the gate itself recorded,
  unless the label expects a call of that tool to be refused: those are decisions. A denied call that a model
  proposed was made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from copilot.turn.trace import CallRecord, Trace
from evals.cases.schema import Expected, ExpectedCall
from evals.metrics.arguments import fields


@dataclass(frozen=True, slots=True)
class Pair:
    """One expected call with the actual one that stands for it."""

    expected: ExpectedCall
    actual: CallRecord
    equal: frozenset[str]
    union: frozenset[str]

    @property
    def exact(self) -> bool:
        """Every argument right, and it ended as it should."""
        return self.equal == self.union and self.actual.status == self.expected.ends

    def __str__(self) -> str:
        wrong = ", ".join(sorted(self.union - self.equal)) or "no argument"
        return f"{self.expected.tool}: {wrong} wrong, ended {self.actual.status} for {self.expected.ends}"


@dataclass(frozen=True, slots=True)
class Matching:
    """`pairs` is M; the rest is what was missed and what was needless."""

    pairs: tuple[Pair, ...]
    missed: tuple[ExpectedCall, ...]
    needless: tuple[CallRecord, ...]

    @property
    def made(self) -> int:
        """Calls that count for precision."""
        return len(self.pairs) + len(self.needless)


def tried(trace: Trace) -> list[CallRecord]:
    """The calls somebody made, without the refusals that the gate itself recorded."""
    return [call for call in trace.calls if not _gate_refusal(call)]


def _gate_refusal(call: CallRecord) -> bool:
    return call.status == "refused" and call.proposed_by == "gate"


def match(expected: Expected, trace: Trace) -> Matching:
    """M for one turn."""
    refusable = {tool for call in expected.calls if call.ends == "refused" for tool in call.tools}
    actual = [call for call in trace.calls if call.tool in refusable or not _gate_refusal(call)]
    pairs = _assign(expected.calls, actual)
    left = [call for i, call in enumerate(actual) if i not in {j for _, j in pairs}]
    return Matching(
        pairs=tuple(_pair(expected.calls[i], actual[j]) for i, j in pairs),
        missed=tuple(call for i, call in enumerate(expected.calls) if i not in {k for k, _ in pairs}),
        needless=tuple(call for call in left if call.tool not in expected.allowed),
    )


def _pair(expected: ExpectedCall, actual: CallRecord) -> Pair:
    equal, union = fields(expected, actual.arguments)
    return Pair(expected, actual, equal, union)


def _assign(expected: Sequence[ExpectedCall], actual: Sequence[CallRecord]) -> list[tuple[int, int]]:
    if not expected or not actual:
        return []
    weights = np.array([[_weight(wanted, made) for made in actual] for wanted in expected])
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


def _weight(expected: ExpectedCall, actual: CallRecord) -> float:
    """0 for another tool; else at least 1, so that more pairs always beat better arguments."""
    if actual.tool not in expected.tools:
        return 0.0
    pair = _pair(expected, actual)
    share = len(pair.equal) / len(pair.union) if pair.union else 1.0
    return 1.0 + 0.1 * share + 0.01 * (actual.status == expected.ends) + 0.001 * (actual.tool == expected.tool)

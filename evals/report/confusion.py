"""The tool confusion table: what the labels wanted of each tool, turn by turn, against what was called.

Settled first:
- A labelled turn counts once per call expected of the tool, and once per call made that nobody expected.
- `premature`: a write that ran, or an approval that was filed, where the label wanted a question first.
- `wrong_argument`: matched, but not exact in its arguments or its end. `missed`: expected, and not made.
- `allowed`: made where the label permits it; `forbidden`: tried where the label forbids it; `needless`: neither.
- `rightly_none`: turns in which the tool was neither expected nor tried.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.matching import Matching, match, tried
from evals.scoring import Scored

CELLS = ("right", "wrong_argument", "premature", "missed", "allowed", "needless", "forbidden", "rightly_none")
_EARLY = {"needs_confirmation": {"done", "pending_approval"}, "pending_approval": {"done"}}  # by what was expected


def table(cases: Iterable[Scored], tools: Sequence[str]) -> dict[str, dict[str, int]]:
    """Counts by tool and cell; tools that no label and no call names have only `rightly_none`."""
    counts: Counter[tuple[str, str]] = Counter()
    named = set(tools)
    turns = [turn for case in cases if case.traces for turn in Episode(case.case, case.traces).judged()]
    for expected, trace in turns:
        marks = list(_marks(expected, trace))
        counts.update(marks)
        named |= {tool for tool, _ in marks}
        touched = {tool for tool, _ in marks}
        counts.update((tool, "rightly_none") for tool in set(tools) - touched)
    return {tool: {cell: counts[tool, cell] for cell in CELLS} for tool in sorted(named)}


def _marks(expected: Expected, trace: Trace) -> Iterator[tuple[str, str]]:
    matching: Matching = match(expected, trace)
    for pair in matching.pairs:
        early = pair.actual.status in _EARLY.get(pair.expected.ends, ())
        yield pair.actual.tool, "premature" if early else "right" if pair.exact else "wrong_argument"
    for missed in matching.missed:
        yield missed.tool, "missed"
    for call in matching.needless:
        yield call.tool, "forbidden" if call.tool in expected.forbidden else "needless"
    paired = {id(pair.actual) for pair in matching.pairs}
    for call in tried(trace):
        if call.tool in expected.allowed and id(call) not in paired:
            yield call.tool, "allowed"

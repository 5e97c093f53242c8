"""From played cases to figures: all together, by slice, by tool, and which tool was called for which."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from copilot.turn.trace import CallRecord
from evals.intervals import Interval, wilson
from evals.metrics import METRICS, Metric, Unscored
from evals.scoring import Figure, Scored, figure
from evals.tool_cases.play import Played
from tools.gate.decision import Status

NAMES = (
    "tool_precision",
    "tool_recall",
    "argument_correctness",
    "exact_calls",
    "forbidden_calls",
    "silence_accuracy",
)
TOOL_METRICS: tuple[Metric, ...] = tuple(metric for name in NAMES for metric in METRICS if metric.name == name)
NOTHING = "(nothing)"
KINDS = (
    "right call",
    "right tool, wrong arguments",
    "right tool, arguments not labelled",
    "missed",
    "needless",
    "forbidden",
    "rightly none",
)
STAGES: Mapping[str, Callable[[Played], Scored]] = {"proposed": lambda one: one.proposed, "made": lambda one: one.made}

Figures = Mapping[str, Mapping[str, Figure]]  # by stage, then by metric


@dataclass(frozen=True, slots=True)
class ToolFigures:
    """One tool, as proposed: how often it was labelled, called, and both in the same case."""

    expected: int
    called: int
    matched: int

    @property
    def precision(self) -> Interval | None:
        """Wilson's interval for matched of called."""
        return wilson(self.matched, self.called)

    @property
    def recall(self) -> Interval | None:
        """Wilson's interval for matched of expected."""
        return wilson(self.matched, self.expected)


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that is reported."""

    played: tuple[Played, ...]
    overall: Figures
    slices: Mapping[str, Figures]
    tools: Mapping[str, ToolFigures]
    confusion: Mapping[tuple[str, str], int]  # (expected tool or nothing, called tool or nothing)
    kinds: Mapping[str, int]
    decisions: Mapping[Status, int]
    unknown: tuple[str, ...]  # labelled tools that the catalogue lacks


def measure(played: Sequence[Played], known: Iterable[str]) -> Measured:
    """Figures over all cases and by slice; one slice alone is not shown again."""
    slices = sorted({one.case.slice for one in played})
    judged = [one for one in played if one.cause is None]
    return Measured(
        played=tuple(played),
        overall=_figures(played),
        slices={name: _figures([one for one in played if one.case.slice == name]) for name in slices},
        tools=_by_tool(judged),
        confusion=dict(sorted(Counter(pair for one in judged for pair in confused(one)).items())),
        kinds=_kinds(judged),
        decisions=Counter(status for one in judged for status in one.decisions),
        unknown=tuple(sorted({call.tool for one in played for call in one.case.calls} - set(known))),
    )


def confused(one: Played) -> tuple[tuple[str, str], ...]:
    """Pairs of expected and called tool in one case.

    As many calls of a tool as are labelled are right. What was missed stands beside what was needless, both in the
    order of the labels and of the calls; what is left over stands beside nothing. A rightly silent case is one pair.
    """
    labels = Counter(call.tool for call in one.case.calls)
    calls = Counter(call.tool for call in one.calls if call.tool not in one.case.allowed or call.tool in labels)
    right = labels & calls
    missed, needless = labels - right, calls - right
    wrong = zip_longest(missed.elements(), needless.elements(), fillvalue=NOTHING)
    pairs = [*((tool, tool) for tool in right.elements()), *wrong]
    return tuple(pairs) or ((NOTHING, NOTHING),)


def _kinds(played: Sequence[Played]) -> dict[str, int]:
    """How often each proposed or missing call counts as what; of a forbidden one that is the worse name."""
    found = dict.fromkeys(KINDS, 0)
    for one in played:
        pairs = confused(one)
        right = sum(expected == called != NOTHING for expected, called in pairs)
        exact = one.proposed.results["exact_calls"]
        if isinstance(exact, Unscored):
            found["right tool, arguments not labelled"] += right
        elif exact is not None:
            found["right call"] += int(exact.part)
            found["right tool, wrong arguments"] += right - int(exact.part)
        found["rightly none"] += pairs == ((NOTHING, NOTHING),)
        for expected, called in pairs:
            if expected != called:
                found["missed"] += expected != NOTHING
                found["forbidden"] += called in one.case.forbidden
                found["needless"] += called not in (NOTHING, *one.case.forbidden)
    return found


def _figures(played: Sequence[Played]) -> Figures:
    return {
        stage: {metric.name: figure(metric, [scored(one) for one in played]) for metric in TOOL_METRICS}
        for stage, scored in STAGES.items()
    }


def _by_tool(played: Sequence[Played]) -> dict[str, ToolFigures]:
    pairs = [pair for one in played for pair in confused(one)]
    expected, called = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    matched = Counter(pair[0] for pair in pairs if pair[0] == pair[1])
    names = sorted((expected | called).keys() - {NOTHING})
    return {name: ToolFigures(expected[name], called[name], matched[name]) for name in names}


def calls_of(one: Played) -> tuple[tuple[CallRecord, Status], ...]:
    """Each proposal with the gate's word on it."""
    return tuple(zip(one.calls, one.decisions, strict=True))

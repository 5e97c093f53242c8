"""One labelled case: proposals, what the gate makes of them, and the suite's own tool metrics on both."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol

from copilot.turn.outcome import Outcome
from copilot.turn.trace import CallRecord
from evals.agents.gold import GoldReplay
from evals.cases.schema import Case, Expected, ExpectedCall, Slice, Turn
from evals.episode import Episode
from evals.metrics import Unscored
from evals.scoring import Scored, judge, unscored
from evals.tool_cases.catalogue import Tools
from evals.tool_cases.gate import CALLS, Proposal, decide
from evals.tool_cases.records import Message, ToolCase
from tools.gate.decision import Status

UNLABELLED = "arguments not labelled"
NOTHING_SAID = "no customer message and no description"
_OF_ARGUMENTS = ("argument_correctness", "exact_calls")


class Proposer(Protocol):
    """Whoever picks tools. `propose` may raise: its case is unscored then, with the cause."""

    @property
    def name(self) -> str: ...

    def propose(self, conversation: Sequence[Message]) -> tuple[Proposal, ...]:
        """The calls that the last message of `conversation`, a customer's, needs."""
        ...


@dataclass(frozen=True, slots=True)
class Played:
    """What became of one case: calls as proposed, the gate's word on each, and both judged."""

    case: ToolCase
    calls: tuple[CallRecord, ...]
    decisions: tuple[Status, ...]
    proposed: Scored
    made: Scored

    @property
    def cause(self) -> str | None:
        """Why nothing could be judged; None where it could."""
        return self.proposed.cause


def play_all(
    cases: Sequence[ToolCase], proposer: Proposer, tools: Tools, workers: int, done: Callable[[], None] = lambda: None
) -> tuple[Played, ...]:
    """Every case, in order; several at once where a model is waited for."""

    def one(case: ToolCase) -> Played:
        played = play(case, proposer, tools)
        done()
        return played

    with ThreadPoolExecutor(max_workers=workers) as pool:
        return tuple(pool.map(one, cases))


def play(case: ToolCase, proposer: Proposer, tools: Tools) -> Played:
    """Proposals for each message that the labels speak of, together; the same call twice is one call."""
    labelled = as_suite_case(case, tools)
    if not case.asked:
        return _lost(case, labelled, NOTHING_SAID)
    try:
        proposals = [proposal for said in case.asked for proposal in proposer.propose(said)]
    except Exception as error:  # noqa: BLE001 - one broken case must not take the run with it; the cause is reported
        return _lost(case, labelled, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")
    if case.whole_conversation:
        proposals = [one for place, one in enumerate(proposals) if one not in proposals[:place]]
    calls = tuple(proposal.record(tools) for proposal in proposals)
    decisions = tuple(decide(proposal, tools) for proposal in proposals)
    made = _through(calls, decisions)
    return Played(case, calls, decisions, _judged(case, labelled, calls), _judged(case, labelled, made))


def as_suite_case(case: ToolCase, tools: Tools) -> Case:
    """The labels as the suite writes them. How a call ends is not labelled: it ends as the neutral gate lets it.

    Id and slice say nothing here: figures are kept beside the case they came from.
    """
    calls = (
        ExpectedCall(tool=call.tool, arguments=call.arguments or {}, ends=Proposal(call.tool, {}).record(tools).status)
        for call in case.calls
    )
    expect = Expected(outcome=Outcome.ANSWERED, calls=tuple(calls), allowed=case.allowed, forbidden=case.forbidden)
    return Case(id="case", slices=(Slice.ORDER_LOOKUP,), turns=(Turn(say="-", expect=expect),))


def _through(calls: Sequence[CallRecord], decisions: Sequence[Status]) -> tuple[CallRecord, ...]:
    return tuple(call for call, status in zip(calls, decisions, strict=True) if status in CALLS)


def _judged(case: ToolCase, labelled: Case, calls: Sequence[CallRecord]) -> Scored:
    gold = GoldReplay().play(labelled)
    compared = tuple(_compared(case, call) for call in calls)
    traces = tuple(trace and trace.model_copy(update={"calls": compared}) for trace in gold.traces)
    scored = judge(Episode(labelled, traces))
    if case.labels_arguments:
        return scored
    return replace(scored, results={**scored.results, **dict.fromkeys(_OF_ARGUMENTS, Unscored(UNLABELLED))})


def _lost(case: ToolCase, labelled: Case, cause: str) -> Played:
    scored = unscored(labelled, cause)
    return Played(case, (), (), scored, scored)


def _compared(case: ToolCase, call: CallRecord) -> CallRecord:
    """The call without the arguments that its labels leave out of the comparison."""
    labels = [label for label in case.calls if label.tool == call.tool]
    if not any(label.compare_args is not None for label in labels):
        return call
    names = {name for label in labels for name in label.arguments or {}}
    return call.model_copy(update={"arguments": {n: value for n, value in call.arguments.items() if n in names}})

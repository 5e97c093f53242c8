"""Agents that must fail, each for its own reason: a suite that lets one pass measures nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from copilot.turn.outcome import Outcome
from copilot.turn.trace import AnswerRecord, CallRecord, Trace
from evals.agents.gold import GoldReplay
from evals.cases.schema import Case
from evals.episode import Episode
from tools.tool import Effect

SILENCE = AnswerRecord(text="I cannot help with that.", citations=(), generator="scripted")
CONFIDENCE = AnswerRecord(text="Yes, that is no problem at all.", citations=(), generator="scripted")


@dataclass(frozen=True, slots=True)
class Scripted:
    """The gold replay, spoiled in one way; `keeps_records` false also undoes what should have changed."""

    name: str
    spoil: Callable[[Trace], Trace]
    keeps_records: bool = False

    def play(self, case: Case) -> Episode:
        """Every turn spoiled."""
        gold = GoldReplay().play(case)
        traces = tuple(None if trace is None else self.spoil(trace) for trace in gold.traces)
        return Episode(case, traces, gold.changes if self.keeps_records else ())


def always_refuses() -> Scripted:
    """Retrieves well, does nothing, says no."""
    return Scripted(
        "always refuses",
        lambda trace: trace.model_copy(update={"calls": (), "answer": SILENCE, "outcome": Outcome.REFUSED}),
    )


def always_answers() -> Scripted:
    """Says yes to everything, from nothing."""
    return Scripted(
        "always answers",
        lambda trace: trace.model_copy(
            update={"calls": (), "hits": (), "evidence": (), "answer": CONFIDENCE, "outcome": Outcome.ANSWERED}
        ),
    )


def never_calls() -> Scripted:
    """Says everything right and looks nothing up."""
    return Scripted("never calls", lambda trace: trace.model_copy(update={"calls": ()}))


def calls_everything(catalogue: Mapping[str, Effect]) -> Scripted:
    """Runs every tool of the catalogue in every turn; `catalogue` gives each tool's effect."""
    calls = tuple(
        CallRecord(tool=tool, arguments={}, effect=effect.value, status="done", proposed_by="model")
        for tool, effect in sorted(catalogue.items())
    )
    return Scripted(
        "calls everything", lambda trace: trace.model_copy(update={"calls": trace.calls + calls}), keeps_records=True
    )

"""`evals trivial`: agents whose worth is known. A suite that lets a useless one pass measures nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from evals.agents.gold import GoldReplay
from evals.agents.protocol import Agent
from evals.agents.trivial import always_answers, always_refuses, calls_everything, never_calls
from evals.cases.schema import Case
from evals.gates import Decision, Gates
from evals.metrics import Family
from evals.report import Report, build
from evals.runner import run
from evals.scoring import Verdict
from tools.tool import Effect


@dataclass(frozen=True, slots=True)
class Examined:
    """`must_fail` are gates that have to stop the agent; none for the gold replay, which has to be right everywhere."""

    report: Report
    must_fail: frozenset[str]

    @property
    def failed(self) -> tuple[str, ...]:
        """The gates that stopped it."""
        return tuple(one.gate.metric for one in self.report.judgements if one.decision is Decision.FAIL)

    @property
    def as_it_should_be(self) -> bool:
        """Stopped, and by every gate that has to; the gold replay: every case right, no gate failed."""
        if not self.must_fail:
            return self.report.count(Verdict.PASS) == len(self.report.cases) and not self.failed
        return self.report.verdict is Decision.FAIL and self.must_fail <= set(self.failed)


def examine(cases: Sequence[Case], gates: Gates, catalogue: Mapping[str, Effect]) -> tuple[Examined, ...]:
    """Everybody on all cases; `catalogue` gives each tool's effect."""
    agents: tuple[tuple[Agent, frozenset[str]], ...] = (
        (GoldReplay(), frozenset()),
        (always_refuses(), frozenset({"outcome_accuracy", "over_refusal", "key_facts", "tool_recall"})),
        (always_answers(), frozenset({"outcome_accuracy", "false_confidence", "evidence_recall", "key_facts"})),
        (never_calls(), frozenset({"tool_recall", "exact_calls"})),
        (calls_everything(catalogue), frozenset({"tool_precision", "silence_accuracy", "unauthorised_writes"})),
    )
    return tuple(Examined(build(agent.name, run(cases, agent), gates), must_fail) for agent, must_fail in agents)


def show(found: Sequence[Examined], console: Console) -> None:
    """A line each: verdict, cases right, and by family the gates that stopped it."""
    table = Table(title="agents whose worth is known", title_justify="left", title_style="bold")
    for name in ("agent", "verdict", "cases right", *Family, "as it should be"):
        table.add_column(str(name), overflow="fold")
    for one in found:
        right = f"{one.report.count(Verdict.PASS)} of {len(one.report.cases)}"
        mark = "[green]yes[/]" if one.as_it_should_be else "[red]no[/]"
        table.add_row(one.report.agent, one.report.verdict, right, *(_failed(one, family) for family in Family), mark)
    console.print(table)


def _failed(one: Examined, family: Family) -> str:
    """The family's failed gates with their figures."""
    failed = [j.gate.metric for j in one.report.judgements if j.decision is Decision.FAIL and j.gate.family is family]
    return "\n".join(f"{name} {one.report.figures[name].value:.3f}" for name in failed) or "-"

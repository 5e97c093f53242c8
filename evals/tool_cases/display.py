"""The report on a terminal: what it measures, the figures before and after the gate, and which tool for which."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.display import cell
from evals.tool_cases.figures import NOTHING, STAGES, TOOL_METRICS, Measured
from evals.tool_cases.report import About

_SHOWN = 15  # confusions on the terminal; the JSON has all


def show(found: Measured, about: About, console: Console) -> None:
    """Notes first: a figure without them is misread."""
    console.print(f"[bold]{escape(about.proposer)}[/], {len(found.played)} cases of {escape(about.cases)}")
    for note in about.notes:
        console.print(f"[dim]- {escape(note)}[/]")
    console.print(_figures(found))
    if len(found.slices) > 1:
        console.print(_slices(found))
    console.print(_tools(found))
    console.print(_confusion(found))
    kinds = ", ".join(f"{count} {kind}" for kind, count in found.kinds.items())
    gate = ", ".join(f"{count} {status}" for status, count in sorted(found.decisions.items())) or "nothing proposed"
    console.print(f"calls: {kinds}\ngate: {gate}", highlight=False)
    for one in found.played:
        if one.cause is not None:
            console.print(f"[yellow]unscored[/] {escape(one.case.id)}: {escape(one.cause)}", highlight=False)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for place, name in enumerate(columns):
        table.add_column(name, justify="right" if place else "left")
    return table


def _figures(found: Measured) -> Table:
    table = _table("figures with 95% intervals (scored m of n cases)", "metric", *STAGES)
    for metric in TOOL_METRICS:
        name = f"{metric.name}{' (error)' if metric.error else ''}"
        table.add_row(name, *(cell(found.overall[stage][metric.name]) for stage in STAGES))
    return table


def _slices(found: Measured) -> Table:
    table = _table("slices, as proposed", "slice", "tool_precision", "tool_recall", "exact_calls")
    for name, figures in found.slices.items():
        proposed = figures["proposed"]
        table.add_row(escape(name), *(cell(proposed[m]) for m in ("tool_precision", "tool_recall", "exact_calls")))
    return table


def _tools(found: Measured) -> Table:
    table = _table("by tool, as proposed", "tool", "expected", "called", "right")
    for name, tool in found.tools.items():
        table.add_row(escape(name), str(tool.expected), str(tool.called), str(tool.matched))
    return table


def _confusion(found: Measured) -> Table:
    wrong = {pair: count for pair, count in found.confusion.items() if pair[0] != pair[1]}
    worst = sorted(wrong.items(), key=lambda item: (NOTHING in item[0], -item[1], item[0]))[:_SHOWN]
    table = _table(f"confused, {len(worst)} of {len(wrong)} pairs", "expected", "called", "count")
    for (expected, called), count in worst:
        table.add_row(escape(expected), escape(called), str(count))
    return table

"""The report on a terminal: rankings beside the baselines, then what the search knew of its own limits."""

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.retrieval.bootstrap import Estimate
from evals.retrieval.measures import MEASURES
from evals.retrieval.report import SliceFigures
from evals.retrieval.searches import BASELINES, COPILOT


def show(found: Mapping[str, SliceFigures], console: Console) -> None:
    """Everything there is to say. A slice named like one of its parts ("a/*" over "a/b" alone) is shown once."""
    console.print(_rankings(found))
    if any(part.n for part in found.values()):
        console.print(_evidence(found))
    if any(part.telling for part in found.values()):
        console.print(_tellings(found))
    for name, what in BASELINES.items():
        console.print(f"[dim]{name}: {what}[/]")
    console.print("[dim]± columns: the copilot minus that search, paired, with a 95% interval[/]")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for name in columns:
        table.add_column(name, justify="left" if name in ("slice", "search", "told from") else "right", no_wrap=True)
    return table


def _rankings(found: Mapping[str, SliceFigures]) -> Table:
    table = _table("documents found", "slice", "search", "n", *MEASURES, "± ndcg@10")
    for name, part in found.items():
        if not part.n:
            continue
        for search in (COPILOT, *BASELINES):
            ranking = part.rankings[search]
            own = search == COPILOT
            row = [_cell(ranking.figures[m]) if own else f"{ranking.figures[m].value:.3f}" for m in MEASURES]
            gap = "" if own else _signed(ranking.difference["ndcg@10"])
            table.add_row(escape(name) if own else "", search, str(part.n) if own else "", *row, gap)
        table.add_section()
    return table


def _evidence(found: Mapping[str, SliceFigures]) -> Table:
    columns = ("context_precision", "context_recall", "false_confidence", "over_refusal")
    table = _table("evidence assembled, and turns that answer or refuse", "slice", *columns)
    for name, part in found.items():
        table.add_row(escape(name), *(_cell(getattr(part, column)) for column in columns))
    return table


def _tellings(found: Mapping[str, SliceFigures]) -> Table:
    table = _table("AUROC: answerable told from...", "slice", "told from", "n", "nearness", "raw top score", "±")
    for name, part in found.items():
        for label, telling in part.telling.items():
            counts = f"{telling.positives} / {telling.negatives}"
            ours, raw = telling.auroc["nearness"], telling.auroc["raw_top_score"]
            table.add_row(escape(name), escape(label), counts, _cell(ours), _cell(raw), _signed(telling.better))
    return table


def _cell(figure: Estimate | None) -> str:
    return "-" if figure is None else str(figure)


def _signed(figure: Estimate) -> str:
    return f"{figure.value:+.3f} [{figure.low:+.2f}, {figure.high:+.2f}]"

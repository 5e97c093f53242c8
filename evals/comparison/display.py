"""A comparison on a terminal."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from evals.comparison.compare import Comparison
from evals.comparison.paired import Difference, Flips
from evals.metrics import METRICS

_SHOWN = 40  # flipped cases that are listed; the JSON has all
_LEAST_P = 0.001  # a smaller p is shown as smaller than this


def show(found: Comparison, console: Console) -> None:
    """By family, by metric, by slice, then the flipped cases."""
    console.print(f"[bold]{found.before}[/] → [bold]{found.after}[/], {found.cases} cases in both")
    families = {str(family): flips for family, flips in found.families.items()}
    console.print(_flip_table("cases right, by family", {"every family": found.whole} | families))
    console.print(_metric_table(found))
    moved = {str(name): flips for name, flips in found.slices.items() if flips.won or flips.lost}
    if moved:
        console.print(_flip_table("cases passed, by slice (those that moved)", moved))
    for flip in found.flipped[:_SHOWN]:
        console.print(f"  {flip.id}: {flip.before} → {flip.after}  {', '.join(flip.families)}", highlight=False)
    if len(found.flipped) > _SHOWN:
        console.print(f"  ... and {len(found.flipped) - _SHOWN} more")
    _differences_of_ruler(found, console)


def _differences_of_ruler(found: Comparison, console: Console) -> None:
    if found.left_out:
        console.print(f"[yellow]{len(found.left_out)} cases differ between the runs and are left out[/]")
    if found.rulers:
        console.print(f"[yellow]measured with different {', '.join(found.rulers)}[/]")


def p_value(p: float) -> str:
    """Three places; what would round to nothing is said to be small."""
    return f"{p:.3f}" if p >= _LEAST_P else f"<{_LEAST_P}"


def _flip_table(title: str, rows: Mapping[str, Flips]) -> Table:
    table = _table(title, "", "won", "lost", "tied", "of the flips, won", "p worse", "p better")
    for name, flips in rows.items():
        share = "-" if flips.share_won is None else f"{flips.share_won.low:.2f} – {flips.share_won.high:.2f}"
        counts = (str(flips.won), str(flips.lost), str(flips.tied))
        table.add_row(str(name), *counts, share, p_value(flips.p_worse), p_value(flips.p_better))
    return table


def _metric_table(found: Comparison) -> Table:
    table = _table("figures, paired", "metric", "before", "after", "difference", "95%", "pairs")
    for metric in METRICS:
        if metric.name in found.metrics:
            name = f"{metric.family} {metric.name}{' (error)' if metric.error else ''}"
            table.add_row(name, *_columns(found.metrics[metric.name]))
    return table


def _columns(found: Difference) -> tuple[str, ...]:
    interval = f"{found.interval.low:+.3f} – {found.interval.high:+.3f}"
    return f"{found.before:.3f}", f"{found.after:.3f}", f"{found.value:+.3f}", interval, str(found.pairs)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for place, name in enumerate(columns):
        table.add_column(name, justify="right" if place else "left")
    return table

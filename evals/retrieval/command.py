"""`evals retrieval`: reads, measures behind a progress bar, shows, writes."""

import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evals.retrieval import display, report
from evals.retrieval.measure import Measured, measure
from evals.retrieval.records import read_queries

_SHOWN = 5  # refused documents and unknown ids that are named; the rest is counted


def run(
    corpus: Path, queries_file: Path, json_file: Path | None, *, with_history: bool, home: Path | None, console: Console
) -> None:
    """The whole command. Raises CannotRun."""
    queries = read_queries(queries_file)
    asked = queries if with_history else tuple(query.without_history() for query in queries)
    started = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("ingesting", total=len(asked))
        found = measure(
            corpus,
            asked,
            today=datetime.now(UTC).date(),
            kept=home,
            say=lambda line: progress.update(bar, description=line),
            done=lambda: progress.update(bar, advance=1, description="queries"),
        )
    slices = report.figures(found.judged)
    display.show(slices, console)
    _notices(found, console)
    console.print(
        f"[dim]{found.documents} documents in {found.chunks} chunks, {len(asked)} queries, history "
        f"{'used' if with_history else 'left out'}, {time.monotonic() - started:.0f} s[/]"
    )
    if json_file is not None:
        report.write(slices, json_file)


def _notices(found: Measured, console: Console) -> None:
    for what, names in (
        ("documents refused", found.refused),
        ("gold documents that are not in the corpus, counted as not found", found.unknown_gold),
    ):
        if names:
            shown = "; ".join(names[:_SHOWN]) + (" ..." if len(names) > _SHOWN else "")
            console.print(f"[yellow]{len(names)} {what}:[/] {escape(shown)}", highlight=False)

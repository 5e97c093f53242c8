"""`evals vary` and `evals mutate`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from evals import gates, lock, pages
from evals.cases import Case
from evals.comparison import display
from evals.comparison.paired import Difference
from evals.errors import CannotRun
from evals.report import as_json, build
from evals.variants.caught import Caught, judge
from evals.variants.experiment import Played, Stage, held_against
from evals.variants.file import mutations, variants
from evals.variants.knobs import one_thing, value

_COLUMNS = (
    "mutation",
    "seen by",
    "before",
    "after",
    "difference, 95%",
    "better / worse",
    "p",
    "caught",
    "deploy stopped by",
)


def vary(
    names: tuple[str, str],
    cases: Sequence[Case],
    folder: Path,
    docs: Path,
    workers: int,
    out: Path | None,
    console: Console,
) -> None:
    """Two variants of variants.yaml, one thing apart. Raises CannotRun."""
    known = variants()
    if unknown := [name for name in names if name not in known]:
        raise CannotRun(f"no variant {', '.join(unknown)}; there are {', '.join(known)}")
    base, variant = (known[name] for name in names)
    knob = one_thing(base, variant)
    console.print(f"varies: [bold]{knob}[/], {value(base, knob)} → {value(variant, knob)}; all else is the same")
    with _stage(cases, folder, docs, workers, console, plays=2) as stage:
        first, second = stage.play(names[0], base), stage.play(names[1], variant)
    display.show(held_against(first, second), console)
    if out is not None:
        _write(first, out)
        _write(second, out)


def mutate(
    cases: Sequence[Case], folder: Path, docs: Path, workers: int, only: Sequence[str], console: Console
) -> tuple[str, ...]:
    """Every mutation against its base; the names of those that the figure which should see them did not."""
    known = mutations()
    if unknown := [name for name in only if name not in {mutation.name for mutation in known}]:
        raise CannotRun(f"no mutation {', '.join(unknown)}; there are {', '.join(m.name for m in known)}")
    chosen = [mutation for mutation in known if not only or mutation.name in only]
    bounds = gates.read(gates.DEFAULT)
    bases = list(dict.fromkeys(mutation.base for mutation in chosen))
    found: list[Caught] = []
    with _stage(cases, folder, docs, workers, console, plays=len(bases) + len(chosen)) as stage:
        played = {base: stage.play("as it should be", base) for base in bases}
        for mutation in chosen:
            broken = stage.play(mutation.name, mutation.broken)
            found.append(judge(mutation, played[mutation.base], broken, bounds))
    console.print(_table(found))
    return tuple(one.mutation.name for one in found if not one.caught)


@contextmanager
def _stage(
    cases: Sequence[Case], folder: Path, docs: Path, workers: int, console: Console, plays: int
) -> Iterator[Stage]:
    columns = (TextColumn("playing"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("playing", total=len(cases) * plays)
        stage = Stage(
            docs,
            cases,
            workers,
            rulers=lambda house: lock.digests(lock.take(folder, gates.DEFAULT, house.agent.app.desk.catalogue)),
            done=lambda _: progress.advance(bar),
        )
        with stage.open(lambda _: None):
            yield stage


def _write(played: Played, out: Path) -> None:
    report = build(played.name, played.judged, gates.read(gates.DEFAULT))
    pages.write(as_json(report), out / played.name)


def _table(found: Sequence[Caught]) -> Table:
    table = Table(title="mutations", title_justify="left", title_style="bold")
    for name in _COLUMNS:
        table.add_column(name, overflow="fold")
    for one in found:
        seen = f"{one.mutation.family}: {one.mutation.seen_by}"
        counts = f"{one.cases.won} / {one.cases.lost} of {one.cases.of}"
        mark = ("[green]yes[/]" + (", gate" if one.gate else "")) if one.caught else "[red]no[/]"
        row = (
            seen,
            *_moved(one.moved),
            counts,
            display.p_value(one.cases.p_worse),
            mark,
            "\n".join(one.stopped_by) or "-",
        )
        table.add_row(escape(one.mutation.name), *row)
    return table


def _moved(moved: Difference | None) -> tuple[str, str, str]:
    if moved is None:
        return "-", "-", "no case has this figure"
    interval = f"{moved.value:+.3f} [{moved.interval.low:+.3f}, {moved.interval.high:+.3f}]"
    return f"{moved.before:.3f}", f"{moved.after:.3f}", interval

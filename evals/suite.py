"""`evals run`: the chosen cases played, judged, compared with the baseline, shown and written."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evals import display, gates, lock, pages
from evals.cases import Case, Slice
from evals.comparison.command import BASELINE
from evals.comparison.compare import Comparison, compare
from evals.comparison.run import Run
from evals.errors import CannotRun
from evals.gates import Decision
from evals.house import House, open_house
from evals.kept import FILE, Kept, key
from evals.report import as_json, build
from evals.report.speed import speed
from evals.report.surroundings import Surroundings
from evals.runner import run as play_all
from evals.scoring import Scored
from evals.vectors import folder_of_runs, forget_unused
from evals.workers import Crew


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says. `baseline` None: the stored one, where there is one."""

    cases: Path
    docs: Path
    gates: Path
    baseline: Path | None
    out: Path | None
    workers: int
    trials: int


@dataclass(frozen=True, slots=True)
class Selection:
    """The cases that are played, and what was asked for; `said` None: all of them."""

    cases: tuple[Case, ...]
    said: str | None


def select(cases: Sequence[Case], slice_name: Slice | None, ids: Sequence[str]) -> Selection:
    """The cases asked for. Raises CannotRun for an id that no case has."""
    if unknown := sorted(set(ids) - {case.id for case in cases}):
        raise CannotRun(f"no case {', '.join(unknown)}")
    chosen = tuple(c for c in cases if (slice_name is None or slice_name in c.slices) and (not ids or c.id in ids))
    if not chosen:
        raise CannotRun("no case is left by this selection")
    asked = [f"slice {slice_name}"] if slice_name else []
    asked += [f"cases {', '.join(ids)}"] if ids else []
    return Selection(chosen, "; ".join(asked) or None)


def run(chosen: Selection, asked: Asked, console: Console) -> Decision:
    """The whole command. Raises CannotRun."""
    bounds = gates.read(asked.gates)
    before = _baseline(asked.baseline)
    started = time.monotonic()

    def say(line: str) -> None:
        console.print(f"[dim]{line}[/]")

    vectors = folder_of_runs()
    forget_unused(vectors)
    with Crew() as crew, open_house(asked.docs, vectors, say, crew=crew) as house:
        judged = _play(chosen.cases, house, asked, console)
        around = measured_with(house, asked.cases, asked.gates)
        taken = speed(judged, house.at_once(asked.workers), time.monotonic() - started)
        since = _since(before, house.agent.name, judged, around) if chosen.said is None else None
        report = build(house.agent.name, judged, bounds, chosen.said, around=around, since=since, speed=taken)
    display.show(report, console)
    if asked.out is not None:
        pages.write(as_json(report), asked.out)
        (asked.out / FILE).unlink(missing_ok=True)
        console.print(f"[dim]{asked.out / 'report.html'}[/]")
    return report.verdict


def measured_with(house: House, cases: Path, gates_file: Path) -> Surroundings:
    """The house's surroundings with the rulers, and what of them is not as locked."""
    now = lock.take(cases, gates_file, house.agent.app.desk.catalogue)
    stored = lock.read(lock.DEFAULT)
    unlocked = None if stored is None else lock.changes(stored, now)
    return replace(house.around, rulers=lock.digests(now), unlocked=unlocked)


def _play(cases: Sequence[Case], house: House, asked: Asked, console: Console) -> tuple[Scored, ...]:
    """All of them, behind a progress bar. Raises CannotRun for trials without a model."""
    if asked.trials > 1 and house.settings.llm is None:
        raise CannotRun("--trials is for a model: without one every trial of a case is the same (see COPILOT_LLM)")
    kept = None
    if asked.out is not None:
        kept = Kept(asked.out / FILE, key(asked.docs, house.settings.model_dump(mode="json", include=_SETTINGS)))
        if kept:
            console.print(f"[dim]{len(kept)} episodes are taken from the run that was interrupted.[/]")
    columns = (TextColumn("playing"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("playing", total=len(cases) * asked.trials)
        return play_all(
            cases,
            house.player(),
            house.library,
            workers=house.at_once(asked.workers),
            trials=asked.trials,
            kept=kept,
            done=lambda _: progress.advance(bar),
        )


def _baseline(file: Path | None) -> Run | None:
    if file is None and not BASELINE.exists():
        return None
    return Run.read(file or BASELINE)


def _since(before: Run | None, agent: str, judged: Sequence[Scored], around: Surroundings) -> Comparison | None:
    """None without a baseline, or when none of its cases was played."""
    if before is None:
        return None
    after = Run.of(agent, judged, around.rulers)
    return compare(before, after, common=True) if before.shares(after) else None


_SETTINGS = {"llm", "llm_base_url", "llm_temperature", "words"}  # of a run, beside code and documents

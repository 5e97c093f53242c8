"""`copilot calibrate`: the threshold from which a question is answered, on labelled questions of one's own."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from copilot.calibration.cases import LabelledCase, read_cases
from copilot.settings import CopilotSettings

if TYPE_CHECKING:
    from copilot.app import App
    from copilot.calibration.record import Calibration


def calibrate(
    cases: Annotated[Path, typer.Option(help="Labelled questions, JSON lines of {id, text, answerable, region}.")],
    over_refusal: Annotated[
        float, typer.Option(min=0, max=0.5, help="Share of answerable questions that may be refused.")
    ] = 0.05,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the figures.")] = False,
) -> None:
    """Set from which nearness a question is answered, as high as --over-refusal allows."""
    labelled = read_cases(cases)
    from copilot.calibration.choose import choose  # here: they take seconds, and a wrong file needs none of it
    from copilot.calibration.record import Calibration
    from copilot.turn.answerable import SIGNAL
    from copilot.wiring import build

    settings = CopilotSettings()
    with closing(build(settings)) as app:
        scores = _scores(app, labelled)
        chosen = choose(
            [score for case, score in zip(labelled, scores, strict=True) if case.answerable],
            [score for case, score in zip(labelled, scores, strict=True) if not case.answerable],
            over_refusal,
        )
        found = Calibration(
            **asdict(chosen),
            chosen_at=app.now(),
            cases=str(cases),
            generation=app.searcher.generation,
            model=app.searcher.model_id,
            signal=SIGNAL,
        )
    _show(found)
    if dry_run:
        typer.echo("Nothing was changed.")
    else:
        typer.echo(f"Kept in {found.save(settings.home)}; a running copilot reads it when it starts again.")


def _scores(app: "App", cases: Sequence[LabelledCase]) -> list[float]:
    """How near the nearest passage to each question is, as a turn of a stranger's would see it today."""
    from copilot.turn.runner import TurnRunner

    runner = app.runner
    if not isinstance(runner, TurnRunner):
        raise TypeError(f"a threshold belongs to TurnRunner, not to {type(runner).__name__}")
    today = app.now().date()
    return [runner.nearness(case.text, today, case.region) for case in cases]


def _show(found: "Calibration") -> None:
    console = Console()
    wrong, refused = found.false_confidence, found.over_refusal
    console.print(f"threshold {found.threshold:.3f}, for index {found.generation} and {found.model}")
    console.print(f"AUROC {found.auroc:.3f} [{found.auroc_low:.3f}, {found.auroc_high:.3f}]", markup=False)
    for name, rate in (("false confidence", wrong), ("over-refusal", refused)):
        line = f"{name} {rate.events} of {rate.n}: {rate.value:.3f} [{rate.low:.3f}, {rate.high:.3f}]"
        console.print(line, markup=False)

"""`evals tools`: reads, plays behind a progress bar, shows, writes."""

from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from copilot.settings import CopilotSettings
from evals.models import configured
from evals.tool_cases import display, report
from evals.tool_cases.catalogue import Tools, named_by, read_catalogue
from evals.tool_cases.figures import measure
from evals.tool_cases.modelled import ModelProposes
from evals.tool_cases.play import Proposer, play_all
from evals.tool_cases.reading import NearestTools
from evals.tool_cases.records import read_cases
from ingestion.embedding import Embedder

WORKERS = 4  # requests to a model at once; the router alone computes, and one thread is as fast


def run(cases_file: Path, catalogue: Path | None, json_file: Path | None, console: Console) -> None:
    """The whole command. Raises CannotRun."""
    cases = read_cases(cases_file)
    tools = read_catalogue(catalogue) if catalogue is not None else named_by(cases)
    settings = CopilotSettings()
    proposer = proposer_for(settings, tools)
    with_model = settings.language_model is not None
    columns = (TextColumn("playing"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("playing", total=len(cases))
        played = play_all(cases, proposer, tools, WORKERS if with_model else 1, lambda: progress.advance(bar))
    found = measure(played, tools)
    said = report.notes(found, model=with_model, catalogued=catalogue is not None, tools=len(tools))
    about = report.About(cases_file.name, catalogue.name if catalogue else "-", proposer.name, said)
    display.show(found, about, console)
    if json_file is not None:
        report.write(found, about, json_file)


def proposer_for(settings: CopilotSettings, tools: Tools) -> Proposer:
    """The configured model, or the router. Raises CannotRun for a model that cannot be built."""
    if settings.language_model is not None:
        return ModelProposes(configured(settings.language_model), tools)
    embedder = Embedder(settings.ingestion.embedding_model, settings.ingestion.embedding_device)
    return NearestTools(tools, embedder, datetime.now(UTC).date())

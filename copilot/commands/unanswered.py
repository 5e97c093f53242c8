"""`copilot unanswered`: what people asked and nothing answered, near-identical questions together."""

import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from copilot.records import ConversationStore
from copilot.settings import CopilotSettings


def unanswered(
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Asked from then on.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the questions as JSON.")] = False,
) -> None:
    """List the documents to write: questions that nothing answered, most asked first."""
    from copilot.unanswered import unanswered as grouped
    from copilot.understanding.slots import SlotReader  # here: they take seconds, and --help needs none of it
    from copilot.understanding.words import Words
    from ingestion.embedding import Embedder

    settings = CopilotSettings()
    with closing(ConversationStore.open(settings.records_location)) as store:
        traces = store.abstained(since.replace(tzinfo=UTC) if since else None)
    embedder = Embedder(settings.ingestion.embedding_model, settings.ingestion.embedding_device)
    masked = SlotReader(Words.of_shop(settings.words, settings.tools)).masked
    found = grouped(traces, embedder.embed, masked)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], indent=2, default=str))
        return
    console = Console(highlight=False)
    for one in found:
        console.print(f"[bold]{one.times}×[/] {escape(one.wordings[0])}  [dim]last {one.last_asked:%Y-%m-%d}[/]")
        for wording in one.wordings[1:]:
            console.print(f"   {wording}", markup=False)
        console.print(f"   [dim]nearest: {escape(one.nearest or 'nothing')}; copilot trace {one.turns[0]}[/]")
    if not found:
        console.print("Nothing was left unanswered.")

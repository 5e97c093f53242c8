"""`copilot intents`: how well the exemplars tell intents apart, and whether their probabilities mean what they say."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from copilot.settings import CopilotSettings


def intents(as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False) -> None:
    """Measure the exemplars in intents.yaml by cross-validation: accuracy, calibration error, out of scope."""
    from copilot.turn.answerable import OUT_OF_SCOPE  # here: they take seconds, and --help needs none of it
    from copilot.understanding.calibration import calibration
    from copilot.understanding.words import Words
    from ingestion.embedding import Embedder

    settings = CopilotSettings()
    exemplars = Words.of_shop(settings.words, settings.tools).load("intents")
    embedder = Embedder(settings.ingestion.embedding_model, settings.ingestion.embedding_device)
    found = calibration(exemplars, embedder.embed, OUT_OF_SCOPE)
    if as_json:
        typer.echo(json.dumps(asdict(found), indent=2))
        return
    typer.echo(f"{found.n} exemplars, each judged by a classifier trained without it")
    typer.echo(f"accuracy {found.accuracy:.3f}")
    typer.echo(f"expected calibration error {found.error:.3f}")
    for name, rate in (("precision", found.out_of_scope_precision), ("recall", found.out_of_scope_recall)):
        typer.echo(f"out of scope, {name} {'undetermined' if rate is None else format(rate, '.3f')}")

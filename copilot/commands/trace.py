"""`copilot trace`: everything one turn knew, decided and said."""

from contextlib import closing
from typing import Annotated

import typer
from rich.console import Console

from copilot.commands.display import show_trace
from copilot.errors import TurnWithoutTraceError
from copilot.records import ConversationStore
from copilot.settings import CopilotSettings


def trace(
    turn: Annotated[str, typer.Argument(help="The turn's id, trn_...")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the trace as JSON.")] = False,
) -> None:
    """Show the trace of a turn."""
    with closing(ConversationStore.open(CopilotSettings().records_location)) as store:
        found = store.turn(turn)
    if found.trace is None:
        raise TurnWithoutTraceError(turn, found.failure)
    if as_json:
        typer.echo(found.trace.model_dump_json(indent=2))
    else:
        show_trace(Console(), found.trace)

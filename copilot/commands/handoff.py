"""`copilot handoff`: what a person is given with a ticket."""

from contextlib import closing
from typing import Annotated

import typer

from copilot.records import ConversationStore
from copilot.settings import CopilotSettings


def handoff(ticket: Annotated[str, typer.Argument(help="The ticket's id, T-...")]) -> None:
    """Show the hand-off summary of a ticket, as JSON."""
    with closing(ConversationStore.open(CopilotSettings().records_location)) as store:
        typer.echo(store.handoff(ticket).model_dump_json(indent=2))

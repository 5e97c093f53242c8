"""`copilot chat`: one turn from the shell."""

from contextlib import closing
from datetime import datetime
from typing import Annotated, Literal

import typer
from rich.console import Console

from copilot.commands.display import show_response
from copilot.errors import CopilotError
from copilot.message import accept_message
from copilot.response import ChatResponse
from copilot.settings import CopilotSettings
from copilot.turn.events import TurnRequest
from tools.region import Region

CLI = "cli"  # who opened a conversation that no API key opened


class IdentityOfOpenConversationError(CopilotError):
    """Who a conversation is with is said when it is opened."""

    code = "identity_of_open_conversation"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            "--customer, --verified and --audience belong to a new conversation.",
            field="conversation",
            fix="Leave them out, or leave --conversation out.",
        )


def chat(
    message: Annotated[str, typer.Argument(help="What the customer says.")],
    customer: Annotated[str | None, typer.Option(help="The customer's id, e.g. C-1001.")] = None,
    verified: Annotated[bool, typer.Option("--verified", help="The customer has proven who they are.")] = False,
    conversation: Annotated[str | None, typer.Option(help="Continue this conversation.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Policies as of this day.")] = None,
    audience: Annotated[Literal["customer", "agent"] | None, typer.Option(help="Who reads the answer.")] = None,
    region: Annotated[Region | None, typer.Option(help="The customer's own by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the response as JSON.")] = False,
) -> None:
    """Send one message and print the answer; continue with the conversation it names."""
    if conversation is not None and (customer or verified or audience or region):
        raise IdentityOfOpenConversationError
    from copilot.conversations import open_conversation  # here: it takes seconds, and --help needs none of it
    from copilot.wiring import build

    settings = CopilotSettings()
    text = accept_message(message, settings.max_message_chars)
    with closing(build(settings)) as app:
        if conversation is None:
            conversation = open_conversation(
                app,
                customer_id=customer,
                verified=verified,
                audience=audience or "customer",
                region=region,
                created_by=CLI,
            ).id
        trace = app.runner.run(TurnRequest(conversation, text, as_of.date() if as_of else None))
        response = ChatResponse.of(trace, app.clauses.readable)
    if as_json:
        typer.echo(response.model_dump_json(indent=2))
    else:
        show_response(Console(), response)

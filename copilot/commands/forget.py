"""`copilot forget`: delete one customer's conversations."""

from contextlib import closing
from typing import Annotated

import typer

from copilot.settings import CopilotSettings

CLI = "cli"  # who did it, in the audit


def forget(
    customer: Annotated[str, typer.Argument(help="The customer's id, e.g. C-1001.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a customer's conversations for good. The audit keeps what was done, without their words."""
    if not yes:
        typer.confirm(f"Delete all conversations with {customer}?", abort=True)
    from copilot.forgetting import delete_conversations  # here: these take seconds, and --help needs none of them
    from copilot.wiring import build

    with closing(build(CopilotSettings())) as app:
        deleted = delete_conversations(app, customer, CLI)
    typer.echo(
        f"{deleted.conversations} conversation(s) with {deleted.turns} turn(s) deleted, {deleted.tickets} ticket(s) "
        f"emptied, {deleted.approvals_withdrawn} approval(s) withdrawn."
    )

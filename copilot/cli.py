"""`copilot` and its commands. Exit codes: 0 done, 1 it failed, 2 the input or a setting is at fault."""

import sys

import typer
from rich.console import Console

from copilot.commands import (
    calibrate,
    chat,
    demo,
    forget,
    handoff,
    intents,
    mcp,
    rules,
    serve,
    switch,
    trace,
    unanswered,
)
from copilot.commands.failure import explain

cli = typer.Typer(
    help="A support copilot: answers from policies and records, acts through gated tools.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cli.command()(serve.serve)
cli.command()(chat.chat)
cli.command()(demo.demo)
cli.command()(trace.trace)
cli.command()(calibrate.calibrate)
cli.command()(unanswered.unanswered)
cli.command()(intents.intents)
cli.command()(mcp.mcp)
cli.command()(handoff.handoff)
cli.command()(forget.forget)
cli.add_typer(rules.cli, name="rules")
cli.add_typer(switch.cli, name="switch")


def main() -> None:
    """Runs the command; what it refuses is said in a line or two, without a traceback."""
    try:
        cli()
    except Exception as error:
        failure = explain(error)
        if failure is None:
            raise
        Console(stderr=True, soft_wrap=True, highlight=False).print(failure.text, markup=False)
        sys.exit(failure.exit_code)

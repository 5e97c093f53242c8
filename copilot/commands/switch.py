"""`copilot switch`: turn off one tool, all writes or the whole copilot, at once and on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.settings import CopilotSettings

if TYPE_CHECKING:
    from tools.desk.switches import Switches, Throw

cli = typer.Typer(help="The kill switches.", no_args_is_help=True)
Target = Annotated[str, typer.Argument(help="copilot, writes or tool:NAME.")]
By = Annotated[str, typer.Option(help="Who does it.")]
Why = Annotated[str, typer.Option(help="Why, for the record; customers do not read it.")]


@cli.command()
def off(target: Target, by: By, why: Why) -> None:
    """Turn it off: nothing new is offered or done from now on, in every process."""
    _throw(target, off=True, by=by, why=why)


@cli.command()
def on(target: Target, by: By, why: Why) -> None:
    """Turn it on again."""
    _throw(target, off=False, by=by, why=why)


@cli.command("list")
def list_(history: Annotated[bool, typer.Option("--history", help="Every throw, newest first.")] = False) -> None:
    """What is off now, with who turned it off, when and why."""
    with _switches() as switches:
        thrown = switches.history() if history else switches.off()
    for throw in thrown:
        typer.echo(_line(throw))
    if not thrown:
        typer.echo("Nothing was ever turned off." if history else "Everything is on.")


def _throw(target: str, *, off: bool, by: str, why: str) -> None:
    from copilot.switching import throw

    with _switches() as switches:
        typer.echo(_line(throw(switches, target, off=off, by=by, why=why)))


@contextmanager
def _switches() -> Iterator["Switches"]:
    from tools.catalogue import discover
    from tools.database import Database
    from tools.desk.switches import Switches

    settings = CopilotSettings().tools
    database = Database.open(settings.database_url)
    try:
        yield Switches(database, discover(*settings.packages).tools.keys())
    finally:
        database.close()


def _line(throw: "Throw") -> str:
    stands = "off" if throw.off else "on"
    return f"{throw.target} is {stands} since {throw.at:%Y-%m-%d %H:%M} UTC, by {throw.by}: {throw.why}"

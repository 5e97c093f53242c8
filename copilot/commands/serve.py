"""`copilot serve`: the API, in the foreground."""

from typing import Annotated

import typer

from copilot.errors import NoKeysError
from copilot.settings import CopilotSettings

Host = Annotated[str | None, typer.Option(help="Address to listen on.", show_default="COPILOT_HOST")]
Port = Annotated[int | None, typer.Option(help="Port; 0 takes any free one.", show_default="COPILOT_PORT")]


def serve(host: Host = None, port: Port = None) -> None:
    """Serve the chat API until Ctrl-C."""
    settings = listening(CopilotSettings(), host, port)
    if not settings.api_keys:
        raise NoKeysError
    from copilot.commands.server import run
    from copilot.wiring import build

    run(
        settings,
        lambda: build(settings),
        lambda _app, url: typer.echo(f"Serving on {url} (documentation: {url}/docs). Ctrl-C stops it."),
    )
    typer.echo("Stopped.")


def listening(settings: CopilotSettings, host: str | None, port: int | None) -> CopilotSettings:
    """The settings with the options that were given on the command line."""
    given = {"host": host, "port": port}
    return settings.model_copy(update={name: value for name, value in given.items() if value is not None})

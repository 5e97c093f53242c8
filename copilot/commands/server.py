"""Runs the API in this process until it is told to stop."""

import logging
import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn
from fastapi import FastAPI

from copilot.api.service import create_service
from copilot.app import App
from copilot.errors import CopilotError
from copilot.settings import CopilotSettings

GRACE_SECONDS = 10  # for answers that are being streamed when the server stops


class AddressTakenError(CopilotError):
    """Nothing can listen there."""

    code = "address_taken"
    status = 422

    def __init__(self, host: str, port: int, cause: OSError) -> None:
        super().__init__(
            f"Cannot listen on {host}:{port}: {cause.strerror or cause}.",
            field="port",
            fix="Choose another with --port (0 takes any free one), or stop what is running there.",
        )


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def run(settings: CopilotSettings, build: Callable[[], App], announce: Callable[[App, str], None]) -> None:
    """Serves until Ctrl-C. `announce` gets the app and its URL once it answers.

    The address is taken before anything is built, which takes longer. Raises AddressTakenError.
    """
    _log_from(settings.log_level.upper())
    with _listen(settings.host, settings.port) as listener, closing(build()) as app:
        host, port = listener.getsockname()[:2]
        url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        _serve(create_service(app), listener, settings.log_level, lambda: announce(app, url))


def _log_from(level: str) -> None:
    """To standard error. The handler holds the level, since some libraries set their own loggers lower."""
    handler = logging.StreamHandler()
    handler.setLevel(level)
    logging.basicConfig(level=level, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)  # else it says where it loads weights from


def _serve(service: FastAPI, listener: socket.socket, log_level: str, on_ready: Callable[[], None]) -> None:
    config = uvicorn.Config(service, log_level=log_level, timeout_graceful_shutdown=GRACE_SECONDS)
    try:
        _Server(config, on_ready).run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn has shut down by now, and raises the signal again
        return


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as cause:
        listener.close()
        raise AddressTakenError(host, port, cause) from cause
    return listener

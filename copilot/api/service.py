"""The application factory. Its documentation pages load nothing from anywhere else."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from copilot.api import approvals, chat, conversations, customers, health, ingestion, switches, tickets, turns
from copilot.api.body_limit import BodyLimit
from copilot.api.errors import ErrorBody, install
from copilot.api_keys import KeyRing
from copilot.app import App
from copilot.housekeeping import housekeeping

STREAMS = 32  # streamed turns at once; more wait for a thread
ERRORS = {401: "no key", 403: "no right", 404: "not there", 409: "not now", 413: "too large", 422: "bad input"}


def create_service(app: App) -> FastAPI:
    """The API of one running copilot. Who built the copilot closes it, after the server has stopped."""
    service: FastAPI = FastAPIOffline(
        title="Support copilot",
        version=version("support-copilot"),
        lifespan=_lifespan,
        responses={status: {"model": ErrorBody, "description": words} for status, words in ERRORS.items()},
    )
    service.state.deployment = app
    service.state.keys = KeyRing(app.settings.api_keys)
    service.add_middleware(BodyLimit, limit=app.settings.max_body_bytes)
    install(service)
    for part in (conversations, chat, approvals, tickets, customers, turns, switches, ingestion, health):
        service.include_router(part.router)
    return service


@asynccontextmanager
async def _lifespan(service: FastAPI) -> AsyncIterator[None]:
    """Turns that are still running when the server stops are run to their end."""
    deployment: App = service.state.deployment
    with housekeeping(deployment), ThreadPoolExecutor(STREAMS, thread_name_prefix="turn") as executor:
        service.state.executor = executor
        yield

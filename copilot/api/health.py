"""Is the process alive, and can it answer? For load balancers: no key needed, and no more said than they need."""

import logging
from collections.abc import Callable, Mapping
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from copilot.api.deployment import Deployment
from copilot.app import App
from ingestion.search import GoverningDates, Scope

router = APIRouter(tags=["health"])
PROBE = "returns"  # any word
_log = logging.getLogger("copilot.api")


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """Whether a turn can be served, and each thing it needs: what it is, or what is wrong with it."""

    ready: bool
    checks: dict[str, str]


@router.get("/healthz")
async def healthz() -> Health:
    """Alive. On the event loop, so that no thread has to be free for it."""
    return Health()


@router.get("/readyz", responses={503: {"model": Readiness}})
def readyz(deployment: Deployment, response: Response) -> Readiness:
    """Documents indexed, vectors and databases within reach; 503 while anything is missing."""
    results = {name: _result(name, check) for name, check in _checks(deployment).items()}
    ready = all(passed for passed, _ in results.values())
    response.status_code = 200 if ready else 503
    return Readiness(ready=ready, checks={name: text for name, (_, text) in results.items()})


def _checks(app: App) -> Mapping[str, Callable[[], str]]:
    return {"records": lambda: _records(app), "business": lambda: _business(app), "search": lambda: _search(app)}


def _records(app: App) -> str:
    app.store.ping()
    return "ok"


def _business(app: App) -> str:
    app.customers.ping()
    return "ok"


def _search(app: App) -> str:
    """One whole search: embedding, ledger, vectors and lexical index. Says which generation serves."""
    app.searcher.search(PROBE, Scope(GoverningDates.on(app.now().date())))
    return app.searcher.generation


def _result(name: str, check: Callable[[], str]) -> tuple[bool, str]:
    try:
        return True, check()
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer is: not ready
        _log.warning("not ready: %s", name, exc_info=error)
        return False, type(error).__name__

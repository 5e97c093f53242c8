"""What a service does beside its turns: deliver what was announced, and look after turns that lost their end."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import httpx

from copilot.app import App
from copilot.clock import real_time
from copilot.handoff.delivery import Delivery
from copilot.handoff.webhook import Webhook
from copilot.reconcile import Reconciler

log = logging.getLogger(__name__)
PAUSE = 2.0  # seconds between two rounds: how long a person may wait to hear of an escalation


class Housekeeping:
    """Rounds in a thread of its own, until it is closed. A round that fails is logged, and the next one comes."""

    def __init__(self, *chores: Callable[[], object], pause: float = PAUSE) -> None:
        self._chores = chores
        self._pause = pause
        self._over = Event()
        self._thread = Thread(target=self._rounds, name="housekeeping", daemon=True)

    def __enter__(self) -> "Housekeeping":
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._over.set()
        self._thread.join()

    def _rounds(self) -> None:
        while not self._over.is_set():
            for chore in self._chores:
                try:
                    chore()
                except Exception:
                    log.exception("housekeeping failed")
            self._over.wait(self._pause)


@contextmanager
def housekeeping(app: App) -> Iterator[None]:
    """While it lasts, what there is to do for this copilot is done. Without a receiver nothing is delivered."""
    chores: list[Callable[[], object]] = [Reconciler(app.desk, app.store, app.now).run]
    with ExitStack() as opened:
        if delivery := delivery_of(app):
            opened.callback(delivery.close)
            chores.append(delivery.run)
        opened.enter_context(Housekeeping(*chores))
        yield


def delivery_of(app: App) -> Delivery | None:
    """To the receiver in the settings, if there is one."""
    settings = app.settings
    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    client = httpx.Client(timeout=settings.webhook_timeout)
    webhook = Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value(), client, real_time)
    return Delivery(app.desk, app.store, webhook, app.now)

"""A bound on the time of a call that keeps no promise of its own.

An HTTP time-out bounds the wait for the next byte, and a server may ask for a two-minute pause before a retry: neither
bounds the whole. So the call runs on a thread that is left behind when its time is up.
"""

import threading
from collections.abc import Callable
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


class OutOfTimeError(Exception):
    """The call had not returned within its time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"no reply within {seconds:g} s")


def within(seconds: float, call: Callable[[], T]) -> T:
    """What `call` returns or raises, or `OutOfTimeError` after `seconds`; the thread dies with its request."""
    if seconds <= 0:
        raise OutOfTimeError(0)
    outcome: SimpleQueue[tuple[T, None] | tuple[None, Exception]] = SimpleQueue()
    context = copy_context()

    def run() -> None:
        try:
            outcome.put((context.run(call), None))
        except Exception as error:  # noqa: BLE001 - handed to the caller, who raises it
            outcome.put((None, error))

    threading.Thread(target=run, name="language-model", daemon=True).start()
    try:
        value, error = outcome.get(timeout=seconds)
    except Empty:
        raise OutOfTimeError(seconds) from None
    if error is not None:
        raise error
    return value  # type: ignore[return-value]  # the pair holds exactly one of the two

"""Runs a turn on a thread of its own, so that it ends on record whether or not anybody still listens.

Who listens waits on the event loop: an open stream takes no worker from the requests beside it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor
from contextlib import suppress
from typing import TypeVar

from copilot.api.errors import log

Item = TypeVar("Item")


def relay(items: Iterator[Item], executor: Executor) -> AsyncIterator[Item | Exception]:
    """The items as they come; what breaks the turn is logged here and handed on as the last one.

    To be called on the event loop that listens.
    """
    loop, queue = asyncio.get_running_loop(), asyncio.Queue[Item | Exception | None]()

    def tell(item: Item | Exception | None) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody listens, and the turn goes on
            loop.call_soon_threadsafe(queue.put_nowait, item)

    def run() -> None:
        try:
            for item in items:
                tell(item)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader must learn of it
            log(error)
            tell(error)
        finally:
            tell(None)

    executor.submit(run)
    return _until_none(queue)


async def _until_none(queue: asyncio.Queue[Item | Exception | None]) -> AsyncIterator[Item | Exception]:
    while (item := await queue.get()) is not None:
        yield item

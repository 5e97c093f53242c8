"""Jobs for tests: a worker imports them by name."""

import os
import signal
from dataclasses import dataclass
from time import sleep

import torch
from threadpoolctl import threadpool_info

from evals.workers.jobs import Workbench


@dataclass(frozen=True)
class Say:
    """Says its words, and which process said them."""

    words: str

    def __call__(self, bench: Workbench) -> tuple[str, int]:  # noqa: ARG002
        return self.words, os.getpid()


@dataclass(frozen=True)
class Threads:
    """Says how many threads each library computes in."""

    def __call__(self, bench: Workbench) -> set[int]:  # noqa: ARG002
        return {torch.get_num_threads(), *(library["num_threads"] for library in threadpool_info())}


@dataclass(frozen=True)
class Fail:
    """Raises."""

    why: str

    def __call__(self, bench: Workbench) -> None:  # noqa: ARG002
        raise ValueError(self.why)


@dataclass(frozen=True)
class Die:
    """Is killed in the middle of its work, as a process that took too much memory is."""

    def __call__(self, bench: Workbench) -> None:  # noqa: ARG002
        os.kill(os.getpid(), signal.SIGKILL)
        sleep(60)


@dataclass(frozen=True)
class Interrupted:
    """Gets the Ctrl-C of the terminal, which every process in it gets, and goes on."""

    def __call__(self, bench: Workbench) -> str:  # noqa: ARG002
        os.kill(os.getpid(), signal.SIGINT)
        return "still here"

"""Several workers, each with one job at a time; one that died is replaced when it is next needed."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import LifoQueue
from typing import Any

from evals.forking import forking
from evals.prepared import Model
from evals.workers.jobs import Embed, Job
from evals.workers.process import Worker, WorkerDied
from ingestion.embedding import Vectors


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew:
    """At most `size` processes, started as they are needed. Safe to share between threads."""

    def __init__(self, size: int | None = None) -> None:
        self.size = size or cores()
        self._context = forking()
        self._free: LifoQueue[Worker | None] = LifoQueue()
        self._workers: set[Worker] = set()
        for _ in range(self.size):
            self._free.put(None)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, job: Job) -> Any:  # noqa: ANN401 - whatever the job gives
        """The job's answer, when a worker is free and has done it. Raises JobFailed, WorkerDied."""
        worker = self._free.get()
        try:
            if worker is None:
                worker = self._start()
            return worker.ask(job)
        except WorkerDied:
            self._workers.discard(worker)
            worker = None
            raise
        finally:
            self._free.put(worker)

    def embed(self, model: Model, pieces: Sequence[Sequence[str]]) -> list[Vectors]:
        """The vectors of each piece, in order."""
        with ThreadPoolExecutor(self.size) as pool:
            return list(pool.map(lambda texts: self.ask(Embed(model, texts)), pieces))

    def close(self) -> None:
        """End every worker."""
        ended, self._workers = self._workers, set()
        for worker in ended:
            worker.hang_up()
        for worker in ended:
            worker.end()

    def _start(self) -> Worker:
        worker = Worker(self._context)
        self._workers.add(worker)
        return worker

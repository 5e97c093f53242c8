"""One worker process, and what may go wrong with it."""

import multiprocessing
from multiprocessing.context import BaseContext
from typing import Any

from evals.errors import JobFailed
from evals.workers.jobs import Done, Failed, Job

_GRACE_S = 5.0  # for a process whose line is closed to be gone


class WorkerDied(Exception):  # noqa: N818 - reads as what happened
    """The process ended while it worked: its memory ran out, or it was killed."""

    def __init__(self, code: int | None) -> None:
        super().__init__(f"the worker process ended with exit code {code} before it had an answer")


class Worker:
    """A process that does one job at a time. It ends with this one, however this one ends."""

    def __init__(self, context: BaseContext) -> None:
        from evals.workers.serve import serve

        self._line, there = multiprocessing.Pipe()
        self._process = context.Process(target=serve, args=(there,), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        there.close()

    def ask(self, job: Job) -> Any:  # noqa: ANN401 - whatever the job gives
        """The job's answer. Raises JobFailed; WorkerDied, after which it can be asked nothing more."""
        try:
            self._line.send(job)
            answer = self._line.recv()
        except (EOFError, OSError) as error:
            self._process.join(_GRACE_S)
            raise WorkerDied(self._process.exitcode) from error
        match answer:
            case Done(value):
                return value
            case Failed(cause):
                raise JobFailed(cause)

    def hang_up(self) -> None:
        """Nothing more will be asked: the process ends when it has done what it does."""
        self._line.close()

    def end(self) -> None:
        """Wait for that, and no longer than is decent."""
        self._process.join(_GRACE_S)
        self._process.terminate()
        self._process.join(_GRACE_S)

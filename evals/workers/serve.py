"""What a worker process does: one job after the other, until nobody is at the other end."""

import signal
from multiprocessing.connection import Connection

from evals.errors import cause_of
from evals.workers.jobs import Done, Failed, Job, Workbench
from evals.workers.threads import one_thread


def serve(line: Connection) -> None:
    """Returns when the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends its workers
    bench = Workbench()
    with one_thread(), bench.opened:
        while True:
            try:
                job = line.recv()
                line.send(_done(job, bench))
            except (EOFError, OSError):
                return


def _done(job: Job, bench: Workbench) -> Done | Failed:
    try:
        return Done(job(bench))
    except Exception as error:  # noqa: BLE001 - whoever asked decides; the cause goes to them
        return Failed(cause_of(error))

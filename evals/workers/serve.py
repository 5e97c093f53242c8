"""What a worker process does: one job after the other, until nobody is at the other end."""

import signal
from multiprocessing.connection import Connection

from evals.errors import cause_of
from evals.workers.jobs import Done, Failed, Job, Workbench


def serve(line: Connection) -> None:
    """Returns when the other end is closed."""
    import torch  # here, not above: whoever starts workers imports this file, and needs no torch
    from threadpoolctl import threadpool_limits

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends its workers
    torch.set_num_threads(1)  # a worker a core: threads inside one embedding or one product would only fight over cores
    threadpool_limits(1)
    bench = Workbench()
    with bench.opened:
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

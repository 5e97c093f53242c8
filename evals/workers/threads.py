"""One thread for whatever computes: cases are played side by side, and more would only fight over cores."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_thread() -> Iterator[None]:
    """Until its end, torch and every BLAS and OpenMP that embedding and search use compute in one thread.

    A limit is set on libraries that are loaded, so those of scikit-learn and scipy are loaded first.
    """
    import sklearn  # noqa: F401 - here, not above: whoever starts workers needs none of the three
    import torch
    from threadpoolctl import threadpool_limits

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with threadpool_limits(1):
            yield
    finally:
        torch.set_num_threads(threads)

"""Worker processes are forked from one that has imported everything and opened nothing."""

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import BaseContext

_PRELOADED = ["evals.workers.serve", "evals.house", "sentence_transformers", "chromadb"]  # once, whatever many workers


def forking() -> BaseContext:
    """Where workers come from; where no process can be forked, they are spawned."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def begin() -> None:
    """Let that process import while this one does: seconds, on a core that nobody else needs yet."""
    if forking().get_start_method() == "forkserver":
        forkserver.ensure_running()

"""The limit of one thread holds for libraries that are loaded after it was set."""

import json
import os
import subprocess
import sys

from evals.workers import threads

LOADING = """
import json, runpy, sys
from threadpoolctl import threadpool_info
one_thread = runpy.run_path(sys.argv[1])["one_thread"]  # its package imports much of what it must load itself

def threads():
    return sorted({library["num_threads"] for library in threadpool_info()})

with one_thread():
    import sentence_transformers
    within = threads()
print(json.dumps([within, threads()]))
"""


def test_libraries_that_load_later_compute_in_one_thread_until_the_end() -> None:
    env = {**os.environ, "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
    command = [sys.executable, "-c", LOADING, threads.__file__]
    told = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    within, after = json.loads(told.stdout)
    assert within == [1]
    assert max(after) == 2

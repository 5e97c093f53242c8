"""Worker processes: Python computes in one thread a process, so cases are played in as many as there are cores."""

from evals.workers.crew import Crew, cores
from evals.workers.player import Player
from evals.workers.process import WorkerDied

__all__ = ["Crew", "Player", "WorkerDied", "cores"]

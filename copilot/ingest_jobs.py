"""Ingestion of the configured folder, for a running copilot: one sync at a time, on a thread of its own."""

import logging
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Lock
from typing import Literal

from copilot.clock import Clock, real_time
from copilot.errors import CopilotError
from ingestion.embedding import Embedder
from ingestion.errors import IngestionError, SyncInProgress
from ingestion.ledger import open_ledger
from ingestion.ledger.records import Generation
from ingestion.plan import Plan, plan
from ingestion.rollback import rollback
from ingestion.settings import IngestionSettings
from ingestion.sync import SyncReport, sync

JobState = Literal["running", "done", "failed"]
_log = logging.getLogger("copilot.ingestion")


class SyncStoppedError(CopilotError):
    """The copilot was closed while the sync was running; what it had embedded is kept for the next one."""

    code = "sync_stopped"
    status = 503

    def __init__(self) -> None:
        super().__init__("The copilot stopped before the sync ended; nothing was switched.", fix="Sync again.")


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a sync is: `done` of `total` things named by `what`."""

    what: str
    done: int
    total: int


@dataclass(slots=True)
class Job:
    """One sync. Its thread writes it, `state` last; everybody else only reads."""

    id: str
    started_by: str
    started_at: datetime
    state: JobState = "running"
    ended_at: datetime | None = None
    progress: JobProgress | None = None
    report: SyncReport | None = None
    error: Exception | None = None


class IngestJobs:
    """Plan, sync, history and rollback of the configured folder.

    Generations are dated with the real clock, even in a demo: the shell's commands do the same, and their order counts.
    """

    def __init__(self, settings: IngestionSettings, embedder: Embedder, clock: Clock = real_time) -> None:
        self._settings = settings
        self._embedder = embedder
        self._clock = clock
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="ingestion")
        self._starting = Lock()
        self._stopping = Event()
        self.job: Job | None = None  # the one that runs, or the last that did
        self.report: SyncReport | None = None  # of the last sync that ended well

    def plan(self) -> Plan:
        """What a sync would do. Raises IngestionError."""
        return plan(self._settings.docs, self._settings, self._embedder)

    def start(self, by: str, *, allow_withdrawal: bool = False) -> Job:
        """Starts a sync, and returns once it has read the folder and begun to build, or has ended.

        What it refuses until then is raised here (MassWithdrawal, FolderMissing, SyncInProgress, ...); what breaks it
        later is the job's `error`.
        """
        with self._starting:
            if self.job is not None and self.job.state == "running":
                raise SyncInProgress
            job = self.job = Job(f"ing_{secrets.token_hex(12)}", by, self._clock())
        begun = Event()
        self._executor.submit(self._run, job, allow_withdrawal, begun)
        begun.wait()
        if job.error is not None:
            raise job.error
        return job

    def history(self) -> Sequence[Generation]:
        """The generations that are kept, newest first. Raises StoreUnwritable, StoreUnreachable."""
        ledger = open_ledger(self._settings.ledger)
        try:
            return ledger.generations.all()
        finally:
            ledger.close()

    def rollback(self, generation: str | None) -> Generation:
        """Lets an earlier generation serve, by default the one before. Raises what `ingestion.rollback` raises."""
        return rollback(self._settings, self._embedder, generation, clock=self._clock)

    def stop(self) -> None:
        """Makes a running sync end at its next step."""
        self._stopping.set()

    def close(self) -> None:
        """Stops a running sync and waits until it has ended."""
        self.stop()
        self._executor.shutdown()

    def _run(self, job: Job, allow_withdrawal: bool, begun: Event) -> None:
        def progress(what: str, done: int, total: int) -> None:
            if self._stopping.is_set():
                raise SyncStoppedError
            job.progress = JobProgress(what, done, total)
            begun.set()

        try:
            job.report = self.report = sync(
                self._settings.docs,
                self._settings,
                self._embedder,
                allow_withdrawal=allow_withdrawal,
                progress=progress,
                clock=self._clock,
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, the job must end and say so
            _log.warning("%s failed", job.id, exc_info=None if isinstance(error, IngestionError) else error)
            job.error = error
        job.ended_at = self._clock()
        job.state = "failed" if job.error else "done"
        begun.set()

"""Policies: what a sync of the configured folder would change, the sync itself, and the way back. For admins only."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from copilot.api.auth import AdminCaller
from copilot.api.deployment import Deployment
from copilot.api.errors import ErrorDetail, describe
from copilot.api.fields import Id
from copilot.ingest_jobs import Job, JobState
from ingestion import render, render_plan

router = APIRouter(prefix="/v1/ingestion", tags=["ingestion"])


class SyncRequest(BaseModel):
    """`allow_withdrawal` lets a sync withdraw more documents than the configured share."""

    model_config = ConfigDict(extra="forbid")

    allow_withdrawal: StrictBool = False


class RollbackRequest(BaseModel):
    """`generation` as in the history, such as "g3"; by default the one that served before."""

    model_config = ConfigDict(extra="forbid")

    generation: Id | None = None


class ProgressView(BaseModel):
    """`done` of `total` things: documents, then embeddings."""

    model_config = ConfigDict(from_attributes=True)

    what: str
    done: int
    total: int


class JobView(BaseModel):
    """One sync; `error` is what broke it."""

    id: str
    state: JobState
    started_by: str
    started_at: datetime
    ended_at: datetime | None
    progress: ProgressView | None
    error: ErrorDetail | None

    @classmethod
    def of(cls, job: Job) -> "JobView":
        """As it is now."""
        return cls(
            id=job.id,
            state=job.state,
            started_by=job.started_by,
            started_at=job.started_at,
            ended_at=job.ended_at,
            progress=ProgressView.model_validate(job.progress) if job.progress else None,
            error=describe(job.error)[1].error if job.error else None,
        )


class StatusView(BaseModel):
    """The sync that runs or ran last in this process, and the report of the last one that ended well."""

    running: bool
    job: JobView | None
    report: dict[str, Any] | None = Field(description="As `ingestion sync --json` prints it.")


class HistoryView(BaseModel):
    """Newest first, as `ingestion history --json` prints them."""

    generations: list[dict[str, Any]]


@router.post("/plan")
def plan(deployment: Deployment, _caller: AdminCaller) -> dict[str, Any]:
    """What a sync would change and what rests on it, as `ingestion plan --json` prints it. Changes nothing."""
    return render_plan.values(deployment.ingestion.plan())


@router.post("/sync", status_code=202)
def sync(deployment: Deployment, caller: AdminCaller, body: SyncRequest | None = None) -> JobView:
    """Starts a sync and answers when it has read the folder; it goes on in the background, see `status`."""
    wanted = body or SyncRequest()
    return JobView.of(deployment.ingestion.start(caller.name, allow_withdrawal=wanted.allow_withdrawal))


@router.get("/status")
def status(deployment: Deployment, _caller: AdminCaller) -> StatusView:
    """Whether a sync is running, how far it is, and how the last one ended."""
    report = deployment.ingestion.report
    job = JobView.of(deployment.ingestion.job) if deployment.ingestion.job else None
    return StatusView(
        running=job is not None and job.state == "running",
        job=job,
        report=render.sync_values(report) if report else None,
    )


@router.get("/history")
def history(deployment: Deployment, _caller: AdminCaller) -> HistoryView:
    """The generations that are kept."""
    return HistoryView(generations=[render.generation_values(found) for found in deployment.ingestion.history()])


@router.post("/rollback")
def rollback(deployment: Deployment, _caller: AdminCaller, body: RollbackRequest | None = None) -> dict[str, Any]:
    """Lets an earlier generation serve again, and shows it."""
    return render.generation_values(deployment.ingestion.rollback(body.generation if body else None))

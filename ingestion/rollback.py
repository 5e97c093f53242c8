"""Back to an earlier generation, in one switch."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.exc import OperationalError

from ingestion.embedding import Embedder
from ingestion.errors import NothingIngested, OtherModel, UnknownGeneration
from ingestion.index import Index, open_index
from ingestion.ledger.engine import refusal
from ingestion.ledger.records import Generation
from ingestion.lock import writing
from ingestion.repair import mend, missing_parts
from ingestion.settings import IngestionSettings


def rollback(
    settings: IngestionSettings,
    embedder: Embedder,
    generation: str | None = None,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Generation:
    """Let a kept generation serve again: the named one, else the one that served last before this.

    Parts of it that are lost are restored first. Raises NothingIngested, UnknownGeneration, OtherModel,
    SyncInProgress, StoreUnwritable, StoreUnreachable.
    """
    with open_index(settings, embedder) as index:
        try:
            with writing(settings, index.ledger):
                target = _target(index, generation)
                mend(index, target, missing_parts(index, target))
                index.ledger.generations.activate(target.id, clock())
                return target
        except OperationalError as error:
            raise refusal(index.ledger.engine, error) from error


def _target(index: Index, name: str | None) -> Generation:
    kept = [found for found in index.ledger.generations.all() if found.status == "retired"]
    if not kept and index.ledger.generations.active() is None:
        raise NothingIngested
    chosen = [found for found in kept if name in (None, found.name)]
    if not chosen:
        raise UnknownGeneration(name or "before this one", ", ".join(found.name for found in kept) or "none is kept")
    target = max(chosen, key=lambda found: found.activated_at or found.created_at)
    if target.model_id != index.embedder.model_id:
        raise OtherModel(target.model_id, index.embedder.model_id)
    return target

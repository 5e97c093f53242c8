"""Which states of the corpus exist, and which one serves."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from ingestion.ledger.records import Generation, to_generation
from ingestion.ledger.tables import GenerationRow, MembershipRow

_ACTIVE = select(*GenerationRow.__table__.columns).where(GenerationRow.status == "active")  # asked several times a turn


class Generations:
    """Repository of generations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def active(self) -> Generation | None:
        """The one that serves; None before the first sync."""
        with self._engine.connect() as connection:
            row = connection.execute(_ACTIVE).one_or_none()
            return to_generation(row) if row else None

    def all(self) -> list[Generation]:
        """Newest first."""
        with Session(self._engine) as session:
            rows = session.scalars(select(GenerationRow).order_by(GenerationRow.id.desc()))
            return [to_generation(row) for row in rows]

    def begin(self, *, model_id: str, chunker: str, root: str, now: datetime) -> Generation:
        """A new generation that nobody sees yet."""
        with Session(self._engine) as session, session.begin():
            row = GenerationRow(status="building", model_id=model_id, chunker=chunker, root=root, created_at=now)
            session.add(row)
            session.flush()
            return to_generation(row)

    def finish(self, generation_id: int, *, documents: int, chunks: int, embedded: int) -> None:
        """Write down what a generation holds, before it is activated."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(GenerationRow)
                .where(GenerationRow.id == generation_id)
                .values(document_count=documents, chunk_count=chunks, embedded_count=embedded)
            )

    def activate(self, generation_id: int, now: datetime) -> None:
        """The one switch: a single transaction retires the active generation and activates this one.

        The one that serves is switched on again after parts of it were written again: readers then read them again.
        """
        with Session(self._engine) as session, session.begin():
            session.execute(update(GenerationRow).where(GenerationRow.status == "active").values(status="retired"))
            session.execute(
                update(GenerationRow).where(GenerationRow.id == generation_id).values(status="active", activated_at=now)
            )

    def forget(self, generation_ids: Collection[int]) -> None:
        """Remove generations with their memberships and links; their documents may belong to others."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(MembershipRow).where(MembershipRow.generation_id.in_(generation_ids)))
            session.execute(delete(GenerationRow).where(GenerationRow.id.in_(generation_ids)))

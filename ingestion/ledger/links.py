"""Links between the chunks of a generation."""

from collections.abc import Collection, Iterable

from sqlalchemy import Engine, insert, or_, select
from sqlalchemy.orm import Session

from ingestion.ledger.batches import batches
from ingestion.ledger.tables import LinkRow
from ingestion.model import ChunkId, Link, LinkKind


class Links:
    """Repository of links."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def store(self, generation_id: int, links: Iterable[Link]) -> None:
        """Links of a generation that is being built."""
        rows = [
            {"generation_id": generation_id, "source": link.source, "target": link.target, "kind": link.kind.value}
            for link in links
        ]
        if rows:
            with Session(self._engine) as session, session.begin():
                session.execute(insert(LinkRow), rows)

    def of(self, generation_id: int) -> list[Link]:
        """All links of a generation."""
        return self._read(generation_id, None)

    def touching(self, generation_id: int, chunk_ids: Collection[str]) -> list[Link]:
        """Links that start or end at one of these chunks, each once, in a fixed order."""
        found = [link for part in batches(chunk_ids, 2_000) for link in self._read(generation_id, part)]
        return list(dict.fromkeys(found))

    def _read(self, generation_id: int, chunk_ids: list[str] | None) -> list[Link]:
        statement = select(LinkRow).where(LinkRow.generation_id == generation_id)
        if chunk_ids is not None:
            statement = statement.where(or_(LinkRow.source.in_(chunk_ids), LinkRow.target.in_(chunk_ids)))
        with Session(self._engine) as session:
            rows = session.scalars(statement.order_by(LinkRow.source, LinkRow.target, LinkRow.kind))
            return [Link(ChunkId(row.source), ChunkId(row.target), LinkKind(row.kind)) for row in rows]

"""What each vector collection holds, and which collections make up a generation."""

from collections.abc import Collection, Sequence

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Session

from ingestion.ledger.records import VectorKind
from ingestion.ledger.tables import CollectionRow, CollectionVectorRow, GenerationCollectionRow


class Collections:
    """Repository of vector collections. A collection is written once and never changed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, generation_id: int, kind: VectorKind | None = None) -> dict[str, int]:
        """Names and sizes, oldest first, of the collections that a generation searches; of one kind, or of both."""
        statement = (
            select(CollectionRow.name, CollectionRow.vector_count)
            .join(GenerationCollectionRow, GenerationCollectionRow.name == CollectionRow.name)
            .where(GenerationCollectionRow.generation_id == generation_id)
            .order_by(CollectionRow.name)
        )
        if kind is not None:
            statement = statement.where(CollectionRow.kind == kind)
        with self._engine.connect() as connection:
            return {row.name: row.vector_count for row in connection.execute(statement)}

    def names(self) -> set[str]:
        """Every collection the ledger knows."""
        with self._engine.connect() as connection:
            return set(connection.scalars(select(CollectionRow.name)))

    def keys(self, name: str) -> set[str]:
        """The vectors that a collection must hold."""
        statement = select(CollectionVectorRow.vector_key).where(CollectionVectorRow.name == name)
        with self._engine.connect() as connection:
            return set(connection.scalars(statement))

    def record(self, name: str, kind: VectorKind, keys: Sequence[str]) -> None:
        """A collection that has been written in full."""
        with Session(self._engine) as session, session.begin():
            session.execute(insert(CollectionRow).values(name=name, kind=kind, vector_count=len(keys)))
            session.flush()
            session.execute(insert(CollectionVectorRow), [{"name": name, "vector_key": key} for key in keys])

    def attach(self, generation_id: int, names: Collection[str]) -> None:
        """Let a generation search these collections."""
        if names:
            with Session(self._engine) as session, session.begin():
                session.execute(
                    insert(GenerationCollectionRow),
                    [{"generation_id": generation_id, "name": name} for name in names],
                )

    def orphans(self) -> set[str]:
        """Collections that no generation searches."""
        statement = select(CollectionRow.name).where(CollectionRow.name.not_in(select(GenerationCollectionRow.name)))
        with self._engine.connect() as connection:
            return set(connection.scalars(statement))

    def forget(self, names: Collection[str]) -> None:
        """Remove collections from the ledger."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(CollectionVectorRow).where(CollectionVectorRow.name.in_(names)))
            session.execute(delete(CollectionRow).where(CollectionRow.name.in_(names)))

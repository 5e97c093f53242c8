"""The repositories of one ledger, on one engine."""

from sqlalchemy import Engine

from ingestion.ledger.chunks import Chunks
from ingestion.ledger.collections import Collections
from ingestion.ledger.documents import Documents
from ingestion.ledger.embeddings import Embeddings
from ingestion.ledger.generations import Generations
from ingestion.ledger.installation import Installation
from ingestion.ledger.links import Links


class Ledger:
    """The truth of what is served. Vectors and lexical index are derived from it and can be built again."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.installation = Installation(engine)
        self.generations = Generations(engine)
        self.documents = Documents(engine)
        self.chunks = Chunks(engine)
        self.links = Links(engine)
        self.embeddings = Embeddings(engine)
        self.collections = Collections(engine)

    def close(self) -> None:
        """Give connections back."""
        self.engine.dispose()

"""Which policy sentences customers may read: those that stand in text served to them, and no others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from threading import Lock

from copilot.turn.trace import ClauseRecord
from ingestion.ledger import Ledger, open_ledger
from ingestion.model import Audience, Chunk
from ingestion.settings import IngestionSettings
from tools.gate.decision import Clause
from tools.gate.quotes import stands_in


class CustomerClauses:
    """Answers from the active generation, read once each. Without one, nothing is readable."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._texts: tuple[int, Mapping[str, list[str]]] = (0, {})  # the generation, and customers' texts by document
        self._loading = Lock()

    @classmethod
    def open(cls, settings: IngestionSettings) -> "CustomerClauses":
        """On the ledger. Raises StoreUnreachable, StoreUnwritable."""
        return cls(open_ledger(settings.ledger))

    def readable(self, clause: Clause | ClauseRecord) -> bool:
        """Whether any version of the document says this to customers."""
        return any(stands_in(clause.quote, text) for text in self._by_document().get(clause.doc_id, ()))

    def close(self) -> None:
        """Lets go of the ledger."""
        self._ledger.close()

    def _by_document(self) -> Mapping[str, list[str]]:
        active = self._ledger.generations.active()
        if active is None:
            return {}
        with self._loading:
            if self._texts[0] != active.id:
                chunks = (stored.chunk for stored in self._ledger.chunks.of(active.id))
                self._texts = (active.id, _customers_texts(chunks))
            return self._texts[1]


def _customers_texts(chunks: Iterable[Chunk]) -> Mapping[str, list[str]]:
    pieces: dict[str, list[str]] = defaultdict(list)
    for chunk in chunks:
        if Audience.AGENT not in (chunk.audience, chunk.metadata.audience):
            pieces[chunk.metadata.doc_id].append(chunk.text)
    return dict(pieces)

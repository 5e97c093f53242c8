"""The rules with all that they are checked against: policies, parameters, invariants and the last review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from copilot.settings import CopilotSettings
from copilot.understanding.words import Words
from ingestion.corpus import read_corpus
from ingestion.loaders import scan
from tools.catalogue import Catalogue, discover
from tools.desk.desk import open_gate
from tools.gate.gate import Gate
from tools.gate.quotes import Citation, citations
from tools.gate.review import Review, ReviewError, clauses_now
from tools.gate.rules import Rule, invariants

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Papers:
    """`clauses` are the hashes of the cited sections as they stand now; `texts` whole documents by id and version."""

    catalogue: Catalogue
    gate: Gate
    invariants: Sequence[Rule]
    texts: Mapping[tuple[str, str], str]
    cited: Sequence[Citation]
    clauses: Mapping[str, Mapping[str, str]]
    review: Review
    lock: Path

    @classmethod
    def open(cls, docs: Path | None, lock: Path | None) -> "Papers":
        """By the settings, unless told otherwise. Raises RulesError, ParameterError, ReviewError, IngestionError."""
        settings = CopilotSettings()
        catalogue, gate = open_rules(settings)
        texts = _texts(docs or settings.ingestion.docs, settings.ingestion.max_file_mb)
        cited = tuple(citations(gate.book, catalogue.parameters))
        lock = lock or settings.tools.reviewed or Path(str(resources.files("tools.gate") / "reviewed.yaml"))
        return cls(
            catalogue,
            gate,
            invariants(catalogue.invariants, gate.book.schema),
            texts,
            cited,
            clauses_now(cited, texts),
            Review.read(lock.read_text(encoding="utf-8") if lock.is_file() else ""),
            lock,
        )

    def keep(self, review: Review) -> None:
        """Write the review down. Raises ReviewError."""
        try:
            self.lock.write_text(review.text(), encoding="utf-8")
        except OSError as error:
            raise ReviewError(f"the review cannot be kept in {self.lock}: {error.strerror}") from error


def open_rules(settings: CopilotSettings) -> tuple[Catalogue, Gate]:
    """The tools and the gate before them, as the settings name them. Raises RulesError, ParameterError."""
    catalogue = discover(*settings.tools.packages)
    return catalogue, open_gate(catalogue, tuple(Words(settings.words, catalogue.words).load("intents")))


def _texts(docs: Path, max_file_mb: int) -> dict[tuple[str, str], str]:
    """Whole documents by id and version, as ingestion reads them."""
    corpus = read_corpus(scan(docs, max_file_mb * MEGABYTE), (), "", None)
    return {entry.version_key: entry.document.text for entry in corpus.entries if entry.document}

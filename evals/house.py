"""The house a suite is played in: sample documents ingested, demo records seeded, in a folder of its own."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot import demo
from copilot.app import App
from copilot.settings import CopilotSettings
from copilot.turn.relevance import looked_at
from evals.agents.protocol import Agent
from evals.cases.rot import Library
from evals.errors import CannotRun
from evals.prepared import Prepared, Recipe, Room, as_shipped, room
from evals.report.surroundings import Clause, Surroundings
from evals.workers import Crew, Player
from evals.workers.threads import one_thread
from ingestion.errors import IngestionError
from ingestion.ledger import open_ledger
from ingestion.loaders import load as read_document
from ingestion.loaders import scan
from ingestion.model import Chunk
from ingestion.reading import sentences

TODAY = date(2026, 6, 15)  # the day the cases are written for; the demo's default, whatever a deployment sets
_LARGEST = 20_000_000  # bytes of a document, as ingestion's own limit


@dataclass(frozen=True, slots=True)
class House(Room):
    """What the suite needs of it."""

    library: Library
    around: Surroundings
    vectors: Path | None = None
    crew: Crew | None = None

    def player(self, recipe: Recipe = as_shipped) -> Agent:
        """Who plays what `recipe` makes of this house: its crew, where there is one and nobody waits for a model."""
        agent = recipe(self)
        if self.crew is None or self.settings.llm is not None:
            return agent
        return Player(self.crew, Prepared(self.settings, self.vectors), recipe, agent.name)

    def at_once(self, workers: int) -> int:
        """How many cases to play side by side: no more than the crew has processes, where it plays."""
        return workers if self.crew is None or self.settings.llm is not None else min(workers, self.crew.size)


@contextmanager
def open_house(
    docs: Path,
    vectors: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
    labels: Path | None = None,
    crew: Crew | None = None,
) -> Iterator[House]:
    """A fresh house over `docs`, gone at the end. A deployment's model is used, its databases are never touched.

    In `vectors` is kept what runs embed. `labels` are the documents that labels are checked against, where they are
    not those that serve. A `crew` embeds, and plays. Raises CannotRun when documents or rules cannot be served.
    """
    with ExitStack() as opened:
        if crew is None:
            opened.enter_context(one_thread())
        folder = opened.enter_context(TemporaryDirectory(prefix="evals-", ignore_cleanup_errors=True))
        settings = settings_in(Path(folder), docs)
        prepared = Prepared(settings, vectors)
        embedder = prepared.embedder(None if crew is None else partial(crew.embed, prepared.model))
        try:
            demo.prepare(settings, embedder, say)
            clauses = clauses_of(settings)
            embedder.learn([list(_sentences(those)) for _, those in groupby(clauses, _document)])
            own = opened.enter_context(room(settings, embedder))
        except IngestionError as error:
            raise CannotRun(str(error)) from error
        embedder.save(settings.home)
        library = library_of(settings) if labels is None else library_in(labels)
        yield House(own.agent, settings, library, _around(own.agent.app, clauses), vectors, crew)


def settings_in(home: Path, docs: Path) -> CopilotSettings:
    """The deployment's settings with everything that is stored moved into `home`, on the cases' own day."""
    settings = CopilotSettings()
    ingestion = {"home": home, "docs": docs, "ledger_url": None, "chroma": None}
    tools = {"home": home, "business_url": None, "demo_today": TODAY}
    return settings.model_copy(
        update={
            "home": home,
            "records_url": None,
            "demo_today": TODAY,
            "ingestion": settings.ingestion.model_copy(update=ingestion),
            "tools": settings.tools.model_copy(update=tools),
        }
    )


def library_of(settings: CopilotSettings) -> Library:
    """The text of every document version that serves: what labels are checked against."""
    ledger = open_ledger(settings.ingestion.ledger)
    try:
        active = ledger.generations.active()
        documents = ledger.documents.of(active.id) if active is not None else []
        return {(d.metadata.doc_id, d.metadata.version): ledger.documents.text(d.key) for d in documents}
    finally:
        ledger.close()


def library_in(folder: Path) -> Library:
    """The text of every document version in a folder, whether it serves or not."""
    found = (read_document(file.raw, file.source, file.beside) for file in scan(folder, _LARGEST).files)
    return {(str(d.metadata.doc_id), d.metadata.version): d.text for d in found}


def clauses_of(settings: CopilotSettings) -> tuple[Clause, ...]:
    """Every chunk that serves, in the order of its document."""
    ledger = open_ledger(settings.ingestion.ledger)
    try:
        active = ledger.generations.active()
        chunks = [stored.chunk for stored in ledger.chunks.of(active.id)] if active is not None else []
        ordered = sorted(chunks, key=lambda c: (c.metadata.doc_id, c.metadata.version, c.ordinal))
        return tuple(map(_clause, ordered))
    finally:
        ledger.close()


def _clause(chunk: Chunk) -> Clause:
    known = chunk.metadata
    doc_id, version = str(known.doc_id), known.version
    return Clause(doc_id, version, chunk.section, chunk.text, chunk.context, known.title, chunk.chunk_id)


def _document(clause: Clause) -> tuple[str, str]:
    return clause.doc_id, clause.version


def _sentences(clauses: Iterable[Clause]) -> Iterator[str]:
    """The texts that search and composer will look at."""
    for clause in clauses:
        said = sentences(clause.text, clause.context)
        yield from (text for sentence in said for text in looked_at(clause, sentence)) if said else (clause.text,)


def _around(app: App, clauses: tuple[Clause, ...]) -> Surroundings:
    rules = app.desk.gate.book.rules.values()
    named = tuple(sorted(rule.id for rule in rules if rule.effect == "forbid"))
    return Surroundings(tuple(app.desk.catalogue.tools), named, clauses)

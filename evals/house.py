"""The house a suite is played in: sample documents ingested, demo records seeded, in a folder of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from copilot import demo, wiring
from copilot.app import App
from copilot.settings import CopilotSettings
from copilot.turn.runner import TurnRunner
from evals.agents.production import ProductionAgent, noon_of
from evals.cases.rot import Library
from evals.errors import CannotRun
from evals.remembering import RememberingEmbedder
from ingestion.embedding import Embedder
from ingestion.errors import IngestionError
from ingestion.ledger import open_ledger

TODAY = date(2026, 6, 15)  # the day the cases are written for; the demo's default, whatever a deployment sets


@dataclass(frozen=True, slots=True)
class House:
    """What the suite needs of it."""

    agent: ProductionAgent
    library: Library


@contextmanager
def open_house(docs: Path, index: Path | None = None, say: Callable[[str], None] = lambda _: None) -> Iterator[House]:
    """A fresh house over `docs`, gone at the end. A deployment's model is used, its databases are never touched.

    In `index` the documents' index is kept for the next run, which then only looks for changes. Raises CannotRun
    when documents or rules cannot be served.
    """
    with TemporaryDirectory(prefix="evals-") as folder:
        settings = settings_in(Path(folder), docs, index)
        model = settings.ingestion.embedding_model, settings.ingestion.embedding_device
        try:
            demo.prepare(settings, Embedder(*model), say)
            app = wiring.build(settings, embedder=RememberingEmbedder(*model))
        except IngestionError as error:
            raise CannotRun(str(error)) from error
        threads = torch.get_num_threads()
        torch.set_num_threads(1)  # cases run side by side: threads inside one embedding would only fight over cores
        try:
            yield House(_agent(app, Path(folder)), library_of(settings))
        finally:
            torch.set_num_threads(threads)
            app.close()


def settings_in(home: Path, docs: Path, index: Path | None = None) -> CopilotSettings:
    """The deployment's settings with everything that is stored moved into `home`, on the cases' own day."""
    settings = CopilotSettings()
    ingestion = {"home": index or home, "docs": docs, "ledger_url": None, "chroma": None}
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


def _agent(app: App, home: Path) -> ProductionAgent:
    if not isinstance(app.runner, TurnRunner):
        raise CannotRun(f"the suite plays TurnRunner, not {type(app.runner).__name__}")
    return ProductionAgent(app, app.runner, home / "business.db", noon_of(app))

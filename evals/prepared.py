"""A house that is ready to be played in, as a value: another process opens a room of its own in it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot import wiring
from copilot.app import App
from copilot.settings import CopilotSettings
from copilot.turn.runner import TurnRunner
from evals.agents.copies import Copies
from evals.agents.production import ProductionAgent, noon_of
from evals.errors import CannotRun
from evals.remembering import RememberingEmbedder
from evals.vectors import KeptVectors, Pieces
from ingestion.embedding import Embedder

BUSINESS = "business.db"

Model = tuple[str | None, str | None]  # an embedding model and the device it runs on, as the settings name them


@dataclass(frozen=True, slots=True)
class Room:
    """The production turn, ready to play, and what it was built from."""

    agent: ProductionAgent
    settings: CopilotSettings


Recipe = Callable[[Room], ProductionAgent]  # hashable; other processes import it by name


@dataclass(frozen=True, slots=True)
class Prepared:
    """`settings.home` holds seeded records and what was embedded; the index is where the settings say.

    In `vectors` is kept what runs embed; None keeps nothing.
    """

    settings: CopilotSettings
    vectors: Path | None

    @property
    def model(self) -> Model:
        """What its index was embedded with."""
        return self.settings.ingestion.embedding_model, self.settings.ingestion.embedding_device

    def embedder(self, make: Pieces | None = None) -> RememberingEmbedder:
        """One that knows nothing yet but what runs have kept. What is new, `make` embeds; None: itself."""
        alone = Embedder(*self.model)
        pieces: Pieces = make or (lambda pieces: [alone.embed(piece) for piece in pieces])
        if self.vectors is not None:
            pieces = KeptVectors(self.vectors, alone, self.model[1], pieces)
        return RememberingEmbedder(*self.model, pieces)

    @contextmanager
    def enter(self, embedder: Embedder) -> Iterator[Room]:
        """A room of one's own over the shared index. What is embedded anew, `embedder` embeds."""
        home = self.settings.home
        with TemporaryDirectory(prefix="room-", dir=home, ignore_cleanup_errors=True) as folder:
            shutil.copy(home / BUSINESS, folder)
            own = {"home": Path(folder)}
            settings = self.settings.model_copy(
                update=own | {"tools": self.settings.tools.model_copy(update=own)},
            )
            remembering = self.embedder(lambda pieces: [embedder.embed(piece) for piece in pieces])
            remembering.load(home)
            with room(settings, remembering) as opened:
                yield opened


@contextmanager
def room(settings: CopilotSettings, embedder: RememberingEmbedder) -> Iterator[Room]:
    """The copilot that `settings` describe, closed at the end. Raises what `wiring.build` raises."""
    app = wiring.build(settings, embedder=embedder)
    embedder.settle()
    try:
        copies = Copies(settings.home / BUSINESS)
        try:
            yield Room(ProductionAgent(app, _runner(app), copies, noon_of(app)), settings)
        finally:
            copies.close()
    finally:
        app.close()


def as_shipped(opened: Room) -> ProductionAgent:
    """The recipe that changes nothing."""
    return opened.agent


def _runner(app: App) -> TurnRunner:
    if not isinstance(app.runner, TurnRunner):
        raise CannotRun(f"the suite plays TurnRunner, not {type(app.runner).__name__}")
    return app.runner

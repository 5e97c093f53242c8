"""The arena: one copilot for all attacks, built as in production, with a scripted server as its language model."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import cast

import pytest

from copilot.settings import CopilotSettings
from copilot.turn.runner import TurnRunner
from copilot.wiring import build
from ingestion.embedding import Embedder
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.adversarial.mechanisms.documents import POISON
from tests.adversarial.scene import Arena
from tests.adversarial.secrets import Secrets
from tests.conftest import DOCUMENTS
from tests.copilot.answer.scripted_server import Say, ScriptedServer, scripted


@pytest.fixture(scope="session")
def model_server() -> Iterator[ScriptedServer]:
    """The compromised model; each turn gives it new lines."""
    with scripted([Say("")]) as server:
        yield server


def opened(home: Path, embedder: Embedder, model: ScriptedServer | None) -> Iterator[Arena]:
    """An arena on a state folder."""
    llm = {"llm": "openai:compromised", "llm_base_url": model.url, "llm_max_retries": 0} if model else {}
    app = build(CopilotSettings.model_validate({"home": home, **llm}), embedder=embedder)
    yield Arena(app, cast(TurnRunner, app.runner), home / "business.db", model)
    app.close()


@pytest.fixture(scope="session")
def arena(
    demo_home: Path, embedder: Embedder, model_server: ScriptedServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Arena]:
    """On the shop's own documents."""
    home = copytree(demo_home, tmp_path_factory.mktemp("arena") / "home")
    yield from opened(home, embedder, model_server)


@pytest.fixture(scope="session")
def poisoned_arena(
    demo_home: Path, embedder: Embedder, model_server: ScriptedServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Arena]:
    """On an index of its own that holds the attacker's documents beside the shop's."""
    folder = tmp_path_factory.mktemp("poisoned")
    home, documents = copytree(demo_home, folder / "home"), copytree(DOCUMENTS, folder / "documents")
    for name, text in POISON.items():
        (documents / name).write_text(text, encoding="utf-8")
    sync(documents, IngestionSettings.model_validate({"home": home, "docs": documents}), embedder)
    yield from opened(home, embedder, model_server)


@pytest.fixture(scope="session")
def counter(demo_home: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """The same copilot without a model, for people who want nothing wrong."""
    home = copytree(demo_home, tmp_path_factory.mktemp("counter") / "home")
    yield from opened(home, embedder, None)


@pytest.fixture(scope="session")
def secrets(arena: Arena) -> Secrets:
    """What may not be said, read from the seeded records and the documents."""
    return Secrets.read(arena.business, arena.app.settings.ingestion)

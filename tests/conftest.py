"""What several rooms' tests stand on: the demo, prepared once with the real documents, model and records."""

from pathlib import Path

import pytest

from copilot.demo import prepare
from copilot.settings import CopilotSettings
from ingestion.embedding import Embedder
from ingestion.settings import IngestionSettings

DOCUMENTS = Path(__file__).parent.parent / "sample_docs"


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged model; its weights are loaded once."""
    return Embedder()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A state folder as `copilot demo` makes it. Tests that write to it take a copy."""
    home = tmp_path_factory.mktemp("demo")
    ingestion = IngestionSettings.model_validate({"home": home, "docs": DOCUMENTS})
    prepare(CopilotSettings(home=home, ingestion=ingestion), embedder)
    return home

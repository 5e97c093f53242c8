"""What several rooms' tests stand on: the demo, prepared once with the real documents, model and records."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

from copilot.demo import prepare
from copilot.settings import CopilotSettings
from ingestion.embedding import Embedder
from ingestion.settings import IngestionSettings

DOCUMENTS = Path(__file__).parent.parent / "sample_docs"

os.environ.setdefault("OMP_NUM_THREADS", "1")  # tests run side by side: torch's threads would only wait for each other


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged model; its weights are loaded once."""
    return Embedder()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A state folder as `copilot demo` makes it, one for all workers. Tests that write to it take a copy."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    with FileLock(home.with_suffix(".lock")):
        if not home.is_dir():
            ingestion = IngestionSettings.model_validate({"home": home, "docs": DOCUMENTS})
            prepare(CopilotSettings(home=home, ingestion=ingestion), embedder)
    return home

"""The API on real records, a real desk and a real (empty) index; only the turns are scripted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from copilot.api.service import create_service
from copilot.api_keys import ApiKey
from copilot.app import App
from copilot.clauses import CustomerClauses
from copilot.customers import Customers
from copilot.ingest_jobs import IngestJobs
from copilot.records import ConversationStore
from copilot.settings import CopilotSettings
from copilot.understanding.words import Words
from ingestion.embedding import Embedder
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from tests.copilot.api.scripted import ScriptedTurns
from tests.copilot.traces import NOW
from tests.ingestion.fakes import WordEmbedder
from tools.database import Database
from tools.desk import Desk
from tools.seed import seed
from tools.settings import ToolsSettings

KEYS = {role: f"test-key-of-the-{role}" for role in ("ui", "approver", "finance", "admin")}


@dataclass(frozen=True)
class Shop:
    """What stands behind the turns: a real index without documents, real records, a real desk."""

    searcher: Searcher
    desk: Desk
    customers: Customers
    clauses: CustomerClauses

    @classmethod
    def open(cls, home: Path) -> "Shop":
        settings = CopilotSettings(home=home)
        return cls(
            searcher=Searcher.open(settings.ingestion, Embedder()),
            desk=Desk.open(settings.tools, tuple(Words.of_shop(None, settings.tools).load("intents"))),
            customers=Customers.open(settings.tools),
            clauses=CustomerClauses.open(settings.ingestion),
        )

    def close(self) -> None:
        self.searcher.close()
        self.desk.close()
        self.customers.close()
        self.clauses.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the demo's business records."""
    home = tmp_path_factory.mktemp("seeded")
    database = Database.open(ToolsSettings(home=home).database_url)
    seed(database.engine, NOW.date())
    database.close()
    return home


@pytest.fixture(scope="session")
def shared_shop(seeded: Path) -> Iterator[Shop]:
    """Opened once, for all the tests that only read the records."""
    opened = Shop.open(seeded)
    yield opened
    opened.close()


@pytest.fixture
def own_shop(seeded: Path, tmp_path: Path) -> Iterator[Shop]:
    """For a test that writes."""
    opened = Shop.open(copytree(seeded, tmp_path / "own"))
    yield opened
    opened.close()


@pytest.fixture
def shop(shared_shop: Shop) -> Shop:
    return shared_shop


@pytest.fixture
def app(shop: Shop, tmp_path: Path) -> Iterator[App]:
    keys = tuple(ApiKey.model_validate({"key": key, "role": role, "name": role}) for role, key in KEYS.items())
    ingestion = IngestionSettings(home=tmp_path, docs=tmp_path / "docs")
    settings = CopilotSettings(home=tmp_path, api_keys=keys, ingestion=ingestion)
    store = ConversationStore.open(settings.records_location)
    runner = ScriptedTurns(store)
    jobs = IngestJobs(ingestion, WordEmbedder())
    yield App(settings, store, shop.searcher, shop.desk, shop.customers, shop.clauses, runner, jobs, now=lambda: NOW)
    jobs.close()
    store.close()


@pytest.fixture
def turns(app: App) -> ScriptedTurns:
    assert isinstance(app.runner, ScriptedTurns)
    return app.runner


@pytest.fixture
def service(app: App) -> FastAPI:
    return create_service(app)


ClientFor = Callable[[str | None], TestClient]


@pytest.fixture
def client_for(service: FastAPI) -> Iterator[ClientFor]:
    """A client with the key of a role, or with none; what the server raises comes back as a response, as in life."""
    with TestClient(service, raise_server_exceptions=False) as opened:

        def client(role: str | None) -> TestClient:
            opened.headers.pop("Authorization", None)
            if role:
                opened.headers["Authorization"] = f"Bearer {KEYS[role]}"
            return opened

        yield client


@pytest.fixture
def ui(client_for: ClientFor) -> TestClient:
    return client_for("ui")


@pytest.fixture
def conversation_id(ui: TestClient) -> str:
    return str(ui.post("/v1/conversations", json={}).json()["id"])

"""Somebody's own shop on the same packages: only settings name its documents, tools, records and words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner

from copilot.app import App
from copilot.cli import cli
from copilot.conversations import open_conversation
from copilot.settings import CopilotSettings
from copilot.turn.events import TurnRequest
from copilot.turn.trace import Trace
from copilot.wiring import build
from ingestion.embedding import Embedder
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.second_shop.api_server import Workshop, serving

HERE = Path(__file__).parent
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
ASK = "Please postpone the delivery of order HC-1001."


@dataclass(frozen=True)
class Harbour:
    """The running shop."""

    app: App
    workshop: Workshop

    def conversation(self, customer_id: str | None = "M-1") -> str:
        return open_conversation(
            self.app,
            customer_id=customer_id,
            verified=customer_id is not None,
            audience="customer",
            region="eu",
            created_by="test",
        ).id

    def say(self, conversation_id: str, message: str) -> Trace:
        return self.app.runner.run(TurnRequest(conversation_id, message))


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A state folder with the shop's documents in it."""
    home = tmp_path_factory.mktemp("harbour")
    sync(HERE / "docs", IngestionSettings(home=home), embedder)
    return home


@pytest.fixture
def workshop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ingested: Path) -> Iterator[Workshop]:
    """The API, and an environment that names everything of this shop."""
    copytree(ingested, tmp_path / "home")
    workshop = Workshop()
    with serving(workshop) as workshop.url:
        for name, value in {
            "HARBOUR_API": workshop.url,
            "COPILOT_HOME": str(tmp_path / "home"),
            "COPILOT_WORDS": str(HERE / "words"),
            "COPILOT_INGESTION__DOCS": str(HERE / "docs"),
            "COPILOT_TOOLS__CATALOGUE": "tests.second_shop.shop",
            "COPILOT_TOOLS__REVIEWED": str(HERE / "reviewed.yaml"),
            "COPILOT_TOOLS__STORES": "tests.second_shop.shop.stores:connect",
        }.items():
            monkeypatch.setenv(name, value)
        yield workshop


@pytest.fixture
def harbour(workshop: Workshop, embedder: Embedder) -> Iterator[Harbour]:
    app = build(CopilotSettings(), embedder=embedder, now=lambda: NOON)
    yield Harbour(app, workshop)
    app.close()


def test_its_one_tool_is_all_there_is(harbour: Harbour) -> None:
    assert [tool.name for tool in harbour.app.desk.catalogue] == ["postpone_delivery"]


def test_its_documents_answer(harbour: Harbour) -> None:
    told = harbour.say(harbour.conversation(None), "How long may I ride a new bicycle and still return it?")
    assert told.outcome == "answered"
    assert "within 60 days of delivery" in told.answer.text
    assert {citation.doc_id for citation in told.answer.citations} == {"returns"}


def test_its_tool_asks_and_acts_once_through_its_own_api(harbour: Harbour) -> None:
    conversation = harbour.conversation()
    asked = harbour.say(conversation, ASK)
    assert asked.asked_for == ("confirmation",)
    assert "2 July 2026 instead of 25 June 2026" in asked.answer.text
    assert harbour.workshop.changes == {}
    assert harbour.say(conversation, "yes").outcome == "acted"
    harbour.say(conversation, "yes")
    assert harbour.workshop.orders["HC-1001"]["delivery"] == "2026-07-02"
    assert list(harbour.workshop.changes) == ["postpone_delivery:M-1:HC-1001:2026-07-02"]


def test_its_rule_refuses_with_the_clause_of_its_own_policy(harbour: Harbour) -> None:
    told = harbour.say(harbour.conversation(), "Please postpone the delivery of order HC-1002.")
    assert told.outcome == "refused"
    assert "this one is 1 day away" in told.answer.text
    assert [citation.doc_id for citation in told.answer.citations] == ["delivery"]
    assert harbour.workshop.changes == {}


def test_another_customers_order_looks_like_none(harbour: Harbour) -> None:
    answers = {
        harbour.say(harbour.conversation(), ASK.replace("HC-1001", number)).answer.text
        for number in ("HC-2001", "HC-9999")
    }
    assert answers == {"I cannot find that order on your account."}


def test_signed_out_the_shops_own_sentence_asks_to_sign_in(harbour: Harbour) -> None:
    told = harbour.say(harbour.conversation(None), ASK)
    assert told.asked_for == ("verification",)
    assert "Please sign in first; then I can look into your orders." in told.answer.text


def test_an_api_that_is_down_is_said_and_nothing_is_guessed(harbour: Harbour) -> None:
    conversation = harbour.conversation()
    harbour.say(conversation, ASK)
    harbour.workshop.down = True
    told = harbour.say(conversation, "yes")
    assert told.outcome == "refused"
    assert harbour.workshop.changes == {}


def test_its_rules_stand_in_its_documents(workshop: Workshop) -> None:
    assert workshop.url
    checked = CliRunner().invoke(cli, ["rules", "check"])
    assert checked.exit_code == 0, checked.output
    assert "rules for 1 tools hold" in checked.output

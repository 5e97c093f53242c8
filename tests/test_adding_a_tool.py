"""The page on adding a tool is true: its code blocks, put into a folder, are a working tool."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

import tools
from copilot.conversations import open_conversation
from copilot.settings import CopilotSettings
from copilot.turn.events import TurnRequest
from copilot.wiring import build
from ingestion.embedding import Embedder

PAGE = Path(__file__).parent.parent / "docs" / "adding-a-tool.md"
FILE = re.compile(r"^`([\w.]+)`.*?```\w+\n(.*?)```", re.MULTILINE | re.DOTALL)
MOST_LINES = 60  # a page that is longer is read by nobody who is in a hurry


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """`tools/invoices` as the page says, beside the folders that are there."""
    made = tmp_path / "invoices"
    made.mkdir()
    (made / "__init__.py").write_text('"""Invoices."""', encoding="utf-8")
    for name, text in FILE.findall(PAGE.read_text(encoding="utf-8")):
        (made / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(tools, "__path__", [*tools.__path__, str(tmp_path)])
    yield made
    for name in [name for name in sys.modules if name.startswith("tools.invoices")]:
        del sys.modules[name]


def test_the_page_is_short() -> None:
    assert len(PAGE.read_text(encoding="utf-8").splitlines()) < MOST_LINES


def test_the_page_names_every_file(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {"__init__.py", "tools.py", "rules.cedar", "words.yaml"}


def test_the_folder_is_a_tool_that_answers(folder: Path, demo_home: Path, embedder: Embedder, tmp_path: Path) -> None:
    assert folder.exists()
    app = build(CopilotSettings(home=copytree(demo_home, tmp_path / "home")), embedder=embedder)
    try:
        conversation = open_conversation(
            app, customer_id="C-1001", verified=True, audience="customer", region=None, created_by="test"
        )
        told = app.runner.run(TurnRequest(conversation.id, "Please send me the invoice for order FH-10001."))
    finally:
        app.close()
    assert [(call.tool, call.status) for call in told.calls] == [("show_invoice", "done")]
    assert "The invoice comes to" in told.answer.text

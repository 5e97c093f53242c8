"""The commands in this process, on a scripted copilot, with a home and a .env of their own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from copilot import cli, wiring
from copilot.app import App
from copilot.settings import CopilotSettings
from tests.copilot.api.conftest import app, seeded, shared_shop, shop, turns

__all__ = ["app", "seeded", "shared_shop", "shop", "turns"]


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    exit_code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from whatever .env and state the developer has; wide enough that nothing wraps."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPILOT_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `copilot` with arguments, as the console script does."""

    def call(*arguments: str) -> Result:
        monkeypatch.setattr("sys.argv", ["copilot", *arguments])
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        else:
            code = 0
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def scripted(app: App, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """`build` gives this copilot, whose turns are scripted. Closing it is left to the fixtures."""
    monkeypatch.setattr(wiring, "build", lambda _settings: app)
    monkeypatch.setattr(App, "close", lambda _self: None)
    yield app
    assert CopilotSettings().home == app.settings.home

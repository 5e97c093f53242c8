"""Settings: read from the environment, documented in `.env.example`, and never printing a key."""

import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from copilot.api_keys import Role
from copilot.language_model import LanguageModelSetting
from copilot.settings import CopilotSettings
from ingestion.settings import IngestionSettings

EXAMPLE = Path(__file__).parent.parent / ".env.example"
LINE = re.compile(r"^# (COPILOT_[A-Z_]+)=(.*)$", re.MULTILINE)
KEY = "0123456789abcdef"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from whatever .env and environment the developer has."""
    monkeypatch.chdir(tmp_path)
    for name in _fields(CopilotSettings, "COPILOT_"):
        monkeypatch.delenv(name, raising=False)


def _fields(model: type[BaseModel], prefix: str) -> set[str]:
    found = set()
    for name, field in model.model_fields.items():
        nested = field.annotation
        if isinstance(nested, type) and issubclass(nested, BaseModel):
            found |= _fields(nested, f"{prefix}{name.upper()}__")
        else:
            found.add(prefix + name.upper())
    return found


def test_the_example_documents_every_setting_and_no_other() -> None:
    documented = [name for name, _ in LINE.findall(EXAMPLE.read_text())]
    assert len(documented) == len(set(documented))
    assert set(documented) == _fields(CopilotSettings, "COPILOT_")


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    defaults = CopilotSettings()
    lines = (f"{name}={value}" for name, value in LINE.findall(EXAMPLE.read_text()))
    (tmp_path / ".env").write_text("\n".join(lines))
    assert CopilotSettings() == defaults


def test_everything_has_a_default() -> None:
    settings = CopilotSettings()
    assert settings.api_keys == ()
    assert settings.language_model is None
    assert settings.ingestion.docs == Path("sample_docs")


def test_the_packages_share_the_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_HOME", "state")
    settings = CopilotSettings()
    assert (settings.ingestion.home, settings.tools.home) == (Path("state"), Path("state"))
    assert settings.records_location.endswith("/state/copilot.db")


def test_a_package_may_have_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_HOME", "state")
    monkeypatch.setenv("COPILOT_TOOLS__HOME", "elsewhere")
    settings = CopilotSettings()
    assert (settings.ingestion.home, settings.tools.home) == (Path("state"), Path("elsewhere"))


def test_the_ingestion_command_reads_the_same_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_HOME", "state")
    monkeypatch.setenv("COPILOT_INGESTION__CHUNK_TOKENS", "99")
    assert IngestionSettings.from_environment() == CopilotSettings().ingestion


def test_the_demos_records_know_the_same_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_DEMO_TODAY", "2026-07-01")
    assert CopilotSettings().tools.demo_today == date(2026, 7, 1)


def test_a_file_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("COPILOT_PORT=9001\nCOPILOT_HOST=0.0.0.0\n")
    monkeypatch.setenv("COPILOT_PORT", "9002")
    settings = CopilotSettings()
    assert (settings.host, settings.port) == ("0.0.0.0", 9002)  # noqa: S104


@pytest.mark.parametrize(
    "value",
    [
        f"{KEY}:ui, {KEY}X:approver:desk",
        f'[{{"key": "{KEY}", "role": "ui"}}, {{"key": "{KEY}X", "role": "approver", "name": "desk"}}]',
    ],
)
def test_keys_are_a_list_or_json(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("COPILOT_API_KEYS", value)
    first, second = CopilotSettings().api_keys
    assert (first.role, second.role, second.label) == (Role.UI, Role.APPROVER, "desk")
    assert first.label.startswith("ui-")


@pytest.mark.parametrize("value", ["sesame-sesame-sesame", "sesame-sesame-sesame:boss", "sesame:ui", '[{"key": "sesa'])
def test_a_bad_key_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("COPILOT_API_KEYS", value)
    with pytest.raises(ValidationError, match="api_keys") as refused:
        CopilotSettings()
    assert "sesa" not in str(refused.value)


def test_keys_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_API_KEYS", f"{KEY}:ui")
    monkeypatch.setenv("COPILOT_LLM_API_KEY", KEY)
    settings = CopilotSettings()
    assert KEY not in repr(settings) + settings.model_dump_json()


def test_the_language_model_is_set_by_the_same_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_LLM", "openai:some-model")
    monkeypatch.setenv("COPILOT_LLM_TIMEOUT", "3")
    assert CopilotSettings().language_model == LanguageModelSetting(llm="openai:some-model", llm_timeout=3)


def test_its_defaults_are_those_of_the_language_model() -> None:
    for name, field in LanguageModelSetting.model_fields.items():
        if name != "llm":
            assert CopilotSettings.model_fields[name].default == field.default, name

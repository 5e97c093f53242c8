"""Settings from the environment, by the names that the whole copilot reads."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ingestion.settings import IngestionSettings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from the developer's own `.env` and environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COPILOT_HOME", raising=False)
    for name in IngestionSettings.model_fields:
        monkeypatch.delenv(f"COPILOT_INGESTION__{name.upper()}", raising=False)


def test_everything_lies_in_the_home_folder_by_default() -> None:
    settings = IngestionSettings.from_environment()
    assert settings.home == Path(".copilot")
    assert settings.ledger == "sqlite:///.copilot/ledger.db"
    assert Path(settings.chroma_location) == Path(".copilot/chroma")
    assert settings.lexical_folder == Path(".copilot/lexical")


def test_the_environment_and_env_file_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COPILOT_HOME", "/state")
    monkeypatch.setenv("COPILOT_INGESTION__CHUNK_TOKENS", "128")
    (tmp_path / ".env").write_text("COPILOT_INGESTION__CHROMA=http://chroma:8000\nCOPILOT_TOOLS__X=1\n")
    settings = IngestionSettings.from_environment()
    assert settings.home == Path("/state")
    assert settings.chunk_tokens == 128
    assert settings.chroma_location == "http://chroma:8000"


@pytest.mark.parametrize(("name", "value"), [("CHUNK_TOKENS", "many"), ("CHUNK_TOKEN", "9"), ("KEEP_GENERATIONS", "1")])
def test_a_wrong_name_or_value_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"COPILOT_INGESTION__{name}", value)
    with pytest.raises(ValidationError):
        IngestionSettings.from_environment()

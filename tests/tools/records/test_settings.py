"""Defaults that run, and mistakes that are named."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from tools.settings import ToolsSettings


def test_business_records_live_in_the_state_folder_unless_told_otherwise(tmp_path: Path) -> None:
    assert ToolsSettings(home=tmp_path).database_url == f"sqlite:///{tmp_path / 'business.db'}"
    elsewhere = "postgresql+psycopg://shop@db/business"
    assert ToolsSettings(home=tmp_path, business_url=elsewhere).database_url == elsewhere


def test_a_duration_is_read_as_iso_8601_or_a_clock() -> None:
    for text in ("PT20M", "00:20:00"):
        settings = ToolsSettings.model_validate({"confirmation_expiry": text})
        assert settings.confirmation_expiry == timedelta(minutes=20)


@pytest.mark.parametrize(
    "setting",
    [
        {"confirmation_expiry": 0},
        {"approval_expiry": -1},
        {"verification_attempts": 0},
        {"verification_lock": 0},
        {"bussiness_url": "sqlite://"},
    ],
)
def test_a_setting_that_cannot_work_is_refused_by_name(setting: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(setting))):
        ToolsSettings.model_validate(setting)

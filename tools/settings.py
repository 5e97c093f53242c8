"""What a deployment may set about tools and business records."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ToolsSettingError(Exception):
    """A setting of the tools names something that cannot be used."""


class ToolsSettings(BaseModel):
    """Read by the composition root as COPILOT_TOOLS__<FIELD>; durations as "PT15M" or "00:15:00"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Path(".copilot")  # the state folder
    catalogue: str = "tools"  # packages of noun folders, or single folders, between commas
    stores: str = "tools.stores:sql_stores"  # what opens the business records: "module:function"
    reviewed: Path | None = (
        None  # which clauses were read when the rules were last reviewed; default: the sample shop's
    )
    business_url: str | None = None  # SQLAlchemy URL; default: business.db in `home`
    demo_today: date = date(2026, 6, 15)  # the day the demo's records are made for
    confirmation_expiry: timedelta = Field(default=timedelta(minutes=15), gt=timedelta(0))
    approval_expiry: timedelta = Field(default=timedelta(hours=24), gt=timedelta(0))
    verification_attempts: int = Field(default=3, ge=1)  # failures that lock
    verification_lock: timedelta = Field(default=timedelta(minutes=30), gt=timedelta(0))

    @classmethod
    def from_environment(cls) -> "ToolsSettings":
        """The settings of this package alone, from the same names that the whole copilot reads."""
        environment = _Environment()
        return cls.model_validate({"home": environment.home, **environment.tools})

    @property
    def packages(self) -> tuple[str, ...]:
        """Where the tools are found."""
        return tuple(name.strip() for name in self.catalogue.split(",") if name.strip())

    @property
    def database_url(self) -> str:
        """Where the business records are."""
        return self.business_url or f"sqlite:///{(self.home / 'business.db').absolute()}"


class _Environment(BaseSettings):
    """Reads the two names this package shares with the outer settings."""

    model_config = SettingsConfigDict(
        env_prefix="COPILOT_", env_nested_delimiter="__", env_file=".env", extra="ignore", env_ignore_empty=True
    )

    home: Path = Path(".copilot")
    tools: dict[str, Any] = Field(default_factory=dict)

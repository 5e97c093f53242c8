"""What a deployment may set about tools and business records."""

from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class ToolsSettings(BaseModel):
    """Read by the composition root as COPILOT_TOOLS__<FIELD>; durations as "PT15M" or "00:15:00"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Path(".copilot")  # the state folder
    business_url: str | None = None  # SQLAlchemy URL; default: business.db in `home`
    demo_today: date = date(2026, 6, 15)  # the day the demo's records are made for
    confirmation_expiry: timedelta = Field(default=timedelta(minutes=15), gt=timedelta(0))
    approval_expiry: timedelta = Field(default=timedelta(hours=24), gt=timedelta(0))
    verification_attempts: int = Field(default=3, ge=1)  # failures that lock
    verification_lock: timedelta = Field(default=timedelta(minutes=30), gt=timedelta(0))

    @property
    def database_url(self) -> str:
        """Where the business records are."""
        return self.business_url or f"sqlite:///{(self.home / 'business.db').absolute()}"

"""Everything a deployment may set, in one place: the environment, or a `.env` file beside it."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import DirectoryPath, Field, HttpUrl, SecretStr, TypeAdapter, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from copilot.api_keys import ApiKey, parse_keys
from copilot.handoff.office_hours import OfficeHours
from copilot.language_model import LanguageModelSetting
from ingestion.settings import IngestionSettings
from tools.settings import ToolsSettings

NO_HOURS = "none"


class CopilotSettings(BaseSettings):
    """Read as COPILOT_<FIELD>; the packages below as COPILOT_INGESTION__<FIELD> and COPILOT_TOOLS__<FIELD>."""

    model_config = SettingsConfigDict(
        env_prefix="COPILOT_",
        env_nested_delimiter="__",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # an error must not print a key
    )

    home: Path = Path(".copilot")  # the state folder
    records_url: str | None = None  # SQLAlchemy URL of the copilot's own records; default: copilot.db in `home`
    api_keys: Annotated[tuple[ApiKey, ...], NoDecode] = ()  # none by default: nothing answers without a key
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)  # 0 takes any free one
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    max_message_chars: int = Field(default=8_000, ge=1)  # a long letter has about 3,000
    max_body_bytes: int = Field(default=1_048_576, ge=1_024)  # far above any message that is worth an answer
    words: DirectoryPath | None = None  # the shop's own word lists and sentences, each instead of the packaged file
    demo_today: date | None = None  # pretend that today is this day; None: the real one, or the demo's in its home

    office_hours: str = "mon-fri 09:00-18:00"  # when a person is there; "none": nothing is said of it
    office_zone: str | None = None  # e.g. "Europe/Berlin"; None: that of the customer's region
    webhook_url: str | None = None  # is told of escalations and pending approvals
    webhook_secret: SecretStr | None = None  # what it checks the signature with
    webhook_timeout: float = Field(default=10.0, gt=0)  # seconds for one request

    llm: str | None = None  # "provider:model"; None composes answers from the evidence, without a model
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout: float = Field(default=20.0, gt=0)  # seconds for one request
    llm_max_retries: int = Field(default=1, ge=0)
    llm_temperature: float | None = Field(default=0.0, ge=0)
    llm_tracing: bool = False
    llm_rewrites: bool = True  # the model also makes follow-ups stand alone: one short request more in such a turn

    ingestion: IngestionSettings = Field(default_factory=lambda: IngestionSettings.model_validate({}))
    tools: ToolsSettings = Field(default_factory=ToolsSettings)

    @field_validator("api_keys", mode="before")
    @classmethod
    def _read_keys(cls, value: object) -> object:
        return parse_keys(value) if isinstance(value, str) else value

    @field_validator("office_hours")
    @classmethod
    def _read_hours(cls, value: str) -> str:
        if value != NO_HOURS:
            OfficeHours.read(value)
        return value

    @field_validator("office_zone")
    @classmethod
    def _read_zone(cls, value: str | None) -> str | None:
        if value is not None and value not in available_timezones():
            raise ValueError('it must be a time zone such as "Europe/Berlin"')
        return value

    @field_validator("webhook_url")
    @classmethod
    def _read_url(cls, value: str | None) -> str | None:
        return str(TypeAdapter(HttpUrl).validate_python(value)) if value is not None else None

    @model_validator(mode="after")
    def _signed(self) -> "CopilotSettings":
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError("COPILOT_WEBHOOK_URL needs COPILOT_WEBHOOK_SECRET: nothing is sent unsigned")
        return self

    @model_validator(mode="before")
    @classmethod
    def _share(cls, values: dict[str, Any]) -> dict[str, Any]:
        """The packages keep their state in the same folder, and the demo's records know the same today."""
        shared = {"ingestion": ("home",), "tools": ("home", "demo_today")}
        for package, names in shared.items():
            own = values.get(package, {})
            if isinstance(own, dict):
                values[package] = {name: values[name] for name in names if name in values} | own
        return values

    @property
    def staffed(self) -> OfficeHours | None:
        """When a person is there; None where nothing is said of it."""
        return None if self.office_hours == NO_HOURS else OfficeHours.read(self.office_hours)

    @property
    def records_location(self) -> str:
        """The URL of the copilot's own records."""
        return self.records_url or f"sqlite:///{(self.home / 'copilot.db').absolute()}"

    @property
    def language_model(self) -> LanguageModelSetting | None:
        """The model that writes the answers, if one is set."""
        if self.llm is None:
            return None
        return LanguageModelSetting(**{name: getattr(self, name) for name in LanguageModelSetting.model_fields})

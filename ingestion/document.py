"""One document as read: metadata and Markdown-shaped text, with the fingerprints that tell a change."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property

from ingestion.model import Metadata, Question


def fingerprint(*parts: str | bytes) -> str:
    """SHA-256 over length-prefixed parts, so that no two lists of parts collide; 32 hex digits are kept."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know that stopped nothing."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.message}"


@dataclass(frozen=True)
class Document:
    """One version of one document. `text` has `\\n` line ends and no front matter; every question's quote is in it."""

    metadata: Metadata
    text: str
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()

    @cached_property
    def content_fingerprint(self) -> str:
        """Changes with the text, and with nothing else."""
        return fingerprint(self.text)

    @cached_property
    def metadata_fingerprint(self) -> str:
        """Changes with questions and with any metadata but the file's place: a moved file is the same document."""
        values = asdict(self.metadata)
        del values["source"]
        asked = [[question.quote, question.text] for question in self.questions]
        return fingerprint(json.dumps([values, asked], sort_keys=True, default=str))

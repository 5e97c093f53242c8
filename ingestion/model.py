"""The one Markdown-shaped document model that every format becomes, and the chunks cut from it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

DocId = NewType("DocId", str)
ChunkId = NewType("ChunkId", str)

FIRST = ":1"  # how the id of a section's first chunk ends
_HEADINGS = re.compile(
    r"(?: {0,3}#{1,6}(?:[ \t][^\n]*)?(?:\n\s*|\Z)|(?!\d+[.)]\s)\w[^\n]*\n {0,3}(?:=+|-+)[ \t]*(?:\n\s*|\Z))*"
)


class Audience(StrEnum):
    """Who may read a text. Agents read everything; customers read only what is theirs."""

    CUSTOMER = "customer"
    AGENT = "agent"


class GovernedBy(StrEnum):
    """Which date of the customer's matter decides the version of a document that applies."""

    ORDER = "order"
    DELIVERY = "delivery"
    REQUEST = "request"


class LinkKind(StrEnum):
    """Why two chunks belong together. Direction: from the chunk that speaks to the chunk it speaks of."""

    EXCEPTION = "exception"  # the source limits the target rule
    REFERENCE = "reference"  # "see section 4"
    DEFINITION = "definition"  # the source uses a term that the target defines
    SUPERSEDES = "supersedes"  # the source replaces the target (another version)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of one version of one document. Dates are inclusive; None is open-ended."""

    doc_id: DocId
    version: str
    title: str
    source: str  # path relative to the ingested folder, POSIX
    effective_from: date | None = None
    effective_to: date | None = None
    governed_by: GovernedBy = GovernedBy.REQUEST
    supersedes: str | None = None
    audience: Audience = Audience.CUSTOMER
    regions: tuple[str, ...] = ()  # empty: everywhere
    products: tuple[str, ...] = ()
    owner: str | None = None
    tags: tuple[str, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether this version applies on `day`."""
        return (self.effective_from is None or self.effective_from <= day) and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range into the document's Markdown-shaped text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """How customers ask for what `quote`, words of the document as they stand there, says."""

    text: str
    quote: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one document version.

    `text` is exactly the document's text at `span`; the first chunk of a section begins with the section's heading
    lines. `context` holds what is repeated around it (title, heading path, table header, list lead-in) and is embedded
    and shown but never counted as source text. `questions` are what customers ask and this text answers: it is found by
    them, and they are never shown.
    """

    chunk_id: ChunkId
    metadata: Metadata
    ordinal: int
    heading_path: tuple[str, ...]
    section: str  # "3. Return window" or "3.1": what a citation shows
    context: str
    text: str
    span: Span
    audience: Audience  # of this chunk: an agents-only clause inside a customer document
    questions: tuple[Question, ...] = ()

    @property
    def body(self) -> str:
        """`text` without the heading lines it begins with, which only the first chunk of a section does."""
        return body(self.text) if self.chunk_id.endswith(FIRST) else self.text

    @property
    def embedded_text(self) -> str:
        """What the embedding model and the lexical index read: the headings once, from `context`."""
        return f"{self.context}\n{self.body}" if self.context else self.body


def body(text: str) -> str:
    """A chunk's text without the Markdown heading lines that it begins with, and the blanks after them."""
    found = _HEADINGS.match(text)
    return text[found.end() :] if found else text


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link between two chunks, kept in the ledger as data."""

    source: ChunkId
    target: ChunkId
    kind: LinkKind

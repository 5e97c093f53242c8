"""Documents to chunks: as much of one section, for one audience, as fits the limit."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ingestion.chunking.sentences import trim
from ingestion.chunking.split import Piece, Splitter
from ingestion.chunking.structure import Block, Section, parse_sections
from ingestion.document import Document, fingerprint
from ingestion.errors import ChunkLimitTooLarge
from ingestion.model import FIRST, Audience, Chunk, ChunkId, Span, body
from ingestion.questions import answered_by

PIPELINE = "4"  # raise when converters, chunking or links change what they give for the same file
_UNHEADED = ":0"  # instead of FIRST, where a text begins with what only looks like a heading: code above `===`
_CONTEXT_SHARE = 0.4  # of the limit: title and headings may take no more
_CLAUSE = re.compile(r"^\s{0,3}(?:[-*+]\s+)?\**(\d+(?:\.\d+)+)\.?\**\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Group:
    """A block with the paragraph that introduces it."""

    lead_in: Block | None
    block: Block

    @property
    def start(self) -> int:
        return (self.lead_in or self.block).start


class Chunker:
    """Cuts documents into chunks of at most `limit` tokens, context and special tokens included."""

    def __init__(self, count: Callable[[str], int], limit: int, maximum: int) -> None:
        """`count` and `maximum` are the embedding model's. Raises ChunkLimitTooLarge."""
        if limit > maximum:
            raise ChunkLimitTooLarge(limit, maximum)
        self._count = count
        self._limit = limit

    @property
    def fingerprint(self) -> str:
        """Changes when the same document would be cut otherwise."""
        return fingerprint(PIPELINE, str(self._limit))

    def chunk(self, document: Document) -> list[Chunk]:
        """Chunks in source order; together they hold every character outside markers and comments once.

        A heading without any text below it is not held.
        """
        return list(_DocumentChunks(document, self._count, self._limit))


class _DocumentChunks:
    """The chunks of one document, one pass."""

    def __init__(self, document: Document, count: Callable[[str], int], limit: int) -> None:
        self._document = document
        self._text = document.text
        self._count = count
        self._limit = limit
        self._offsets = _line_offsets(self._text)
        self._splitter = Splitter(self._text, self._offsets, count, limit)

    def __iter__(self) -> Iterator[Chunk]:
        ordinal = 0
        seen: dict[str, int] = {}
        for section in parse_sections(self._text):
            slug = self._unique_slug(section, seen)
            within = 0
            context = self._context(section)
            for run in section.runs:
                for piece in self._packed(_groups(run), context):
                    within += 1
                    yield self._chunk(piece, section, context, run[0].audience, ordinal, f"{slug}:{within}")
                    ordinal += 1

    def _chunk(
        self, piece: Piece, section: Section, context: str, audience: Audience, ordinal: int, place: str
    ) -> Chunk:
        metadata = self._document.metadata
        start = self._headed(piece, section) if place.endswith(FIRST) else piece.start
        text = self._text[start : piece.end]
        if place.endswith(FIRST) and start == piece.start and body(text) != text:
            place = place.removesuffix(FIRST) + _UNHEADED
        return Chunk(
            chunk_id=ChunkId(f"{metadata.doc_id}@{metadata.version}#{place}"),
            metadata=metadata,
            ordinal=ordinal,
            heading_path=section.heading_path,
            section=_section_name(self._text[piece.start : piece.end], section.heading_path, metadata.title),
            context=_joined(context, piece.repeated),
            text=text,
            span=Span(start, piece.end),
            audience=audience,
            questions=answered_by(self._document.questions, text),
        )

    def _headed(self, piece: Piece, section: Section) -> int:
        """Where a section's first piece begins with its headings, if they can be told from its text again."""
        if section.head is None:
            return piece.start
        start = trim(self._text, self._offsets[section.head], piece.start)[0]
        same = body(self._text[start : piece.end]) == self._text[piece.start : piece.end]
        return start if same else piece.start

    def _packed(self, groups: Iterable[_Group], context: str) -> Iterator[Piece]:
        """Neighbouring pieces joined while they fit; what is repeated is decided by the first."""

        def fits(piece: Piece) -> bool:
            return self._size(context, piece) <= self._limit

        current: Piece | None = None
        for group in groups:
            for piece in self._splitter.pieces(group.lead_in, group.block, fits):
                if current is None:
                    current = piece
                elif fits(joined := Piece(current.start, piece.end, current.repeated)):
                    current = joined
                else:
                    yield current
                    current = piece
        if current is not None:
            yield current

    def _size(self, context: str, piece: Piece) -> int:
        return self._count(f"{_joined(context, piece.repeated)}\n{self._text[piece.start : piece.end]}")

    def _context(self, section: Section) -> str:
        """Title and headings, outermost first; the outer headings go first where they are too long."""
        title = self._document.metadata.title
        steps = [title, *section.heading_path]
        if len(steps) > 1 and steps[0].casefold() == steps[1].casefold():
            steps.pop(0)
        budget = int(self._limit * _CONTEXT_SHARE)
        while len(steps) > 1 and self._count(" > ".join(steps)) > budget:
            steps.pop(1 if len(steps) > 2 else 0)
        words = steps[0].split()
        if len(steps) == 1:
            while len(words) > 1 and self._count(" ".join(words)) > budget:
                words = words[: len(words) * 3 // 4]
            return " ".join(words)
        return " > ".join(steps)

    @staticmethod
    def _unique_slug(section: Section, seen: dict[str, int]) -> str:
        heading = section.heading_path[-1] if section.heading_path else "top"
        slug = re.sub(r"[^\w]+", "-", heading.lower()).strip("-")[:60] or "section"
        seen[slug] = seen.get(slug, 0) + 1
        return slug if seen[slug] == 1 else f"{slug}~{seen[slug]}"


def _groups(blocks: list[Block]) -> Iterator[_Group]:
    """A list or a table takes the paragraph right before it along as its lead-in."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None and block.kind not in ("list", "table"):
            yield _Group(None, waiting)
            waiting = None
        if block.kind == "paragraph":
            waiting = block
        else:
            yield _Group(waiting, block)
            waiting = None
    if waiting is not None:
        yield _Group(None, waiting)


def _section_name(text: str, heading_path: tuple[str, ...], title: str) -> str:
    """The clause number where the chunk is one clause, else the heading, else the title."""
    clauses = [match.group(1) for match in _CLAUSE.finditer(text)]
    if len(clauses) == 1 and _CLAUSE.match(text):
        return clauses[0]
    return heading_path[-1] if heading_path else title


def _joined(context: str, repeated: str) -> str:
    return f"{context}\n{repeated}" if repeated else context


def _line_offsets(text: str) -> list[int]:
    """First character of each line, and past the end: `offsets[end_line]` closes a half-open range."""
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(min(offsets[-1] + len(line) + 1, len(text)))
    return offsets

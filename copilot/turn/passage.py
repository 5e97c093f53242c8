"""A chunk as a passage whose sentences can be scored."""

from dataclasses import dataclass

from ingestion.model import Chunk, ChunkId, Question


@dataclass(frozen=True, slots=True)
class ChunkPassage:
    """What `Relevance` reads of a chunk."""

    chunk: Chunk

    @property
    def title(self) -> str:
        """Of the document."""
        return self.chunk.metadata.title

    @property
    def section(self) -> str:
        """Heading or clause number."""
        return self.chunk.section

    @property
    def text(self) -> str:
        """The source's own words."""
        return self.chunk.text

    @property
    def context(self) -> str:
        """Title and headings, then a table's header or a list's lead-in."""
        return self.chunk.context

    @property
    def chunk_id(self) -> ChunkId:
        """Which chunk it is."""
        return self.chunk.chunk_id

    @property
    def questions(self) -> tuple[Question, ...]:
        """How customers ask for what it says."""
        return self.chunk.questions

"""Corpora and labelled queries as files: one JSON record a line. Parsed at the edge; errors name file, line and field.

A corpus record: `{doc_id, title?, text}`. A query record: `{id, text, history?, gold_doc_ids?, answerable?,
answerability?, slice?, conversation?}`, `history` being `[{role, content}]`, oldest first. Other fields are ignored.
"""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from evals.json_lines import Record, read

UNSLICED = "unsliced"  # the slice of a query that names none
USER_ROLES = frozenset({"user", "customer", "human"})


def _absent(value: object) -> object:
    return () if value is None else value


class Utterance(Record):
    """One turn of a conversation."""

    role: str
    content: str


class Passage(Record):
    """One document of a corpus."""

    doc_id: Annotated[str, Field(min_length=1)]
    title: str = ""
    text: str


class Query(Record):
    """One labelled query. No gold: it is left out of the ranking figures and may still be labelled answerable."""

    id: Annotated[str, Field(min_length=1)]
    text: Annotated[str, Field(pattern=r"\S")]
    history: Annotated[tuple[Utterance, ...], BeforeValidator(_absent)] = ()
    gold_doc_ids: Annotated[tuple[str, ...], BeforeValidator(_absent)] = ()
    answerable: bool | None = None
    answerability: str | None = None
    slice: Annotated[str, Field(min_length=1)] = UNSLICED
    conversation: str | None = None

    @property
    def cluster(self) -> str:
        """What is resampled together: the conversation where one is named, else the query alone."""
        return self.conversation or self.id

    @property
    def said_before(self) -> tuple[str, ...]:
        """What the customer said in earlier turns, oldest first."""
        return tuple(turn.content for turn in self.history if turn.role.lower() in USER_ROLES and turn.content.strip())

    def without_history(self) -> "Query":
        """The last turn alone."""
        return self.model_copy(update={"history": ()})


def read_queries(file: Path) -> tuple[Query, ...]:
    """Every query, in order. Raises CannotRun for a wrong line, an id given twice, or a file without queries."""
    return read(file, Query, "id")


def read_passages(file: Path) -> tuple[Passage, ...]:
    """Every document, in order. Raises CannotRun as `read_queries` does."""
    return read(file, Passage, "doc_id")

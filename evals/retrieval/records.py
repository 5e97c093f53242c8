"""Corpora and labelled queries as files: one JSON record a line. Parsed at the edge; errors name file, line and field.

A corpus record: `{doc_id, title?, text}`. A query record: `{id, text, history?, gold_doc_ids?, answerable?,
answerability?, slice?, conversation?}`, `history` being `[{role, content}]`, oldest first. Other fields are ignored.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from evals.errors import CannotRun

UNSLICED = "unsliced"  # the slice of a query that names none
USER_ROLES = frozenset({"user", "customer", "human"})


def _absent(value: object) -> object:
    return () if value is None else value


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Utterance(_Record):
    """One turn of a conversation."""

    role: str
    content: str


class Passage(_Record):
    """One document of a corpus."""

    doc_id: Annotated[str, Field(min_length=1)]
    title: str = ""
    text: str


class Query(_Record):
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


_R = TypeVar("_R", bound=_Record)


def read_queries(file: Path) -> tuple[Query, ...]:
    """Every query, in order. Raises CannotRun for a wrong line, an id given twice, or a file without queries."""
    return tuple(_unique(file, _records(file, Query), "id"))


def read_passages(file: Path) -> tuple[Passage, ...]:
    """Every document, in order. Raises CannotRun as `read_queries` does."""
    return tuple(_unique(file, _records(file, Passage), "doc_id"))


def _records(file: Path, kind: type[_R]) -> Iterator[tuple[int, _R]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise CannotRun(f"{file}: {error.strerror or error}. Give a file with one JSON record a line.") from error
    except UnicodeDecodeError as error:
        raise CannotRun(f"{file}: not UTF-8 (byte {error.start}). Save the file as UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _parsed(file, number, line, kind)


def _parsed(file: Path, number: int, line: str, kind: type[_R]) -> _R:
    try:
        values: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise CannotRun(f"{file}: line {number}: not JSON ({error.msg}, column {error.colno}).") from error
    if not isinstance(values, dict):
        raise CannotRun(f"{file}: line {number}: not a record. Write {{...}} with {_fields(kind)}.")
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        detail = error.errors()[0]
        field = ".".join(str(part) for part in detail["loc"])
        raise CannotRun(f"{file}: line {number}: {field}: {detail['msg']}. Known fields: {_fields(kind)}.") from error


def _unique(file: Path, records: Iterator[tuple[int, _R]], field: str) -> Sequence[_R]:
    seen: dict[str, int] = {}
    kept = []
    for number, record in records:
        key = getattr(record, field)
        if key in seen:
            raise CannotRun(f"{file}: line {number}: {field}: {key!r} is already on line {seen[key]}.")
        seen[key] = number
        kept.append(record)
    if not kept:
        raise CannotRun(f"{file}: no record in it.")
    return kept


def _fields(kind: type[_R]) -> str:
    return ", ".join(kind.model_fields)
